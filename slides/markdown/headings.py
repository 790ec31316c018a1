"""What the heading of a section promises, in several languages: a key of the spec, or a road map."""

from __future__ import annotations

import re
from functools import cache

from slides.inline import plain_text
from slides.markdown.phrases import phrases

KEYS = {
    "summary": """
        summary|brief summary|summaries|one[- ]sentence summary|key insights?|key takeaways?|
        main takeaways?|takeaways?|take-?aways?|takeaway messages?|tl;?dr|key points?|main points?|
        key findings|main findings|conclusions?|in short|in a nutshell|总结|小结|一句话总结|要点|结论|
        核心要点|主要结论|總結|小結|要點|結論|まとめ|要約|요약|정리|결론|итоги|выводы|резюме|
        zusammenfassung|fazit|kernaussagen|résumé|en bref|points clés|synthèse|conclusion|resumen|
        conclusión|conclusiones|puntos clave|resumo|conclusões|riassunto|sintesi|conclusioni|الخلاصة|
        ملخص""",
    "limitations": """
        (?:(?:known|main|current|some) )?limitations?|limits|weaknesses|(?:known )?shortcomings|
        drawbacks|caveats|weak points|limitations and future work|
        limitations (?:and|&) (?:open )?questions|局限|局限性|不足|缺点|局限与不足|不足之处|
        不足与改进(?:建议)?|局限与疑问|限制|侷限|缺點|限界|課題|制限事項|한계|한계점|ограничения|
        недостатки|einschränkungen|grenzen|schwächen|nachteile|limites|faiblesses|limitaciones|límites|
        debilidades|limitações|limiti|القيود""",
    "questions": """
        (?:(?:my|some|remaining|unanswered|unresolved|discussion) )?questions|
        open (?:questions?|problems|issues)|questions? to (?:be answered|answer|ask)|unresolved issues|
        unanswered questions|what is (?:still )?open|疑问|问题|开放问题|未解决的问题|待解决的问题|
        思考题|讨论问题|疑問|問題|疑問点|未解決の問題|질문|열린 질문|вопросы|открытые вопросы|
        (?:offene )?fragen|questions? (?:ouvertes?|en suspens)|preguntas(?: abiertas)?|
        perguntas(?: em aberto)?|domande(?: aperte)?|أسئلة""",
    "further": """
        (?:further|additional|recommended|suggested|more) readings?|
        what (?:i|we) need to (?:further )?know(?: about)?|to (?:read|learn|study)|read(?:ing)? next|
        next steps|what to read next|to[ -]?dos?|todo list|see also|what(?:'s|’s|is) next|learn more|
        find out next|延伸阅读|扩展阅读|拓展阅读|进一步阅读|下一步|待办|待读|相关阅读|延伸閱讀|
        関連リンク|次に読む|今後の予定|더 읽을거리|дополнительное чтение|что почитать|
        weiterführende(?:s|literatur|links)|weiterlesen|nächste schritte|zum weiterlesen|
        pour aller plus loin|lectures? complémentaires?|à lire|
        lecturas? (?:adicionales?|recomendadas?)|para saber más|próximos pasos|
        leituras? (?:adicionais|recomendadas)|approfondimenti""",
    "references": """
        references?|bibliograph(?:y|ies)|works cited|literature(?: cited)?|sources|citations?|
        reference list|参考文献|参考资料|参考|引用|文献|參考文獻|參考資料|参考リンク|引用文献|참고문헌|
        참고 자료|참고자료|список литературы|литература|источники|literatur(?:verzeichnis)?|
        quellen(?:verzeichnis)?|références(?: bibliographiques)?|bibliographie|
        referencias(?: bibliográficas)?|bibliografía|fuentes|referências(?: bibliográficas)?|
        bibliografia|riferimenti|fonti|المراجع""",
}
"""Words of headings by the key of the spec that holds what stands below them."""

_ROAD_MAP = """
    (?:(?:the|our|a|model|models?'?) )*(?:road ?map|(?:family|evolution(?:ary)?) (?:tree|graph)|
    lineage|genealogy|pedigree|family|tree|evolution|family trees?)(?: (?:of|for) .*)?|
    who came from whom.*|演化树?|演化路线图?|进化树?|路线图|发展路线图?|谱系图?|家谱|发展脉络|
    演进路线图?|系統樹|系谱|系譜|進化の系譜|演化樹|路線圖|계보|진화 트리|родословная|эволюция|
    stammbaum|entwicklungslinien?|abstammung|arbre généalogique|généalogie|lignée|
    feuille de route|árbol genealógico|genealogía|linaje|hoja de ruta|evolución"""


_CONTENTS = phrases("""(?:table of )?contents|toc|目录|目錄|目次|목차|inhalt(?:sverzeichnis)?|sommaire|
    table des matières|índice|содержание|оглавление""")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, phrases(words)) for key, words in KEYS.items())


@cache
def _road_map() -> re.Pattern[str]:
    return phrases(_ROAD_MAP)


def key_of(title: str) -> str | None:
    """The key of the spec that a heading stands for; None where it stands for itself.

    >>> key_of("3. Limitations"), key_of("**TL;DR**:"), key_of("Limitations of transformers in vision")
    ('limitations', 'summary', None)
    >>> key_of("Open questions (to be answered)"), key_of("参考文献与源流（References）")
    ('questions', 'references')
    >>> key_of("Weaknesses / Limitations"), key_of("Results & conclusions")
    ('limitations', None)
    >>> key_of("局限与疑问"), key_of("📚 References"), key_of("Offene Fragen")
    ('limitations', 'references', 'questions')
    """
    words = _bare(title)
    return next((key for key, pattern in _patterns() if pattern.fullmatch(words)), None) or _of_parts(words)


def _of_parts(words: str) -> str | None:
    """The key of a title with brackets, `Questions (for later)`, or the first of two, `Limits / pitfalls`."""
    if (parts := re.split(r"\s+[/&|]\s+", words, maxsplit=1))[1:]:
        return key_of(parts[0])
    found = re.fullmatch(r"([^()（）]+?)\s*[(（]([^()（）]+)[)）]?", words)
    return (key_of(found[1]) or key_of(found[2])) if found else None


def is_contents(title: str) -> bool:
    """A heading of a table of contents.

    >>> is_contents("Table of Contents"), is_contents("目录"), is_contents("Contents of the box")
    (True, True, False)
    """
    return bool(_CONTENTS.fullmatch(_bare(title)))


def is_road_map(title: str) -> bool:
    """A heading that says: here is who descends from whom.

    >>> is_road_map("The tree"), is_road_map("演化树 🌳"), is_road_map("Decision trees")
    (True, True, False)
    """
    return bool(_road_map().fullmatch(_bare(title)))


_NUMBER = re.compile(
    r"(?:\(?(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.):、]\s*|\d+(?:\.\d+)*\s+|[一二三四五六七八九十]+[、.．]\s*)"
)


def _bare(title: str) -> str:
    """A title without its number, emoji and marks at its ends."""
    words = " ".join(plain_text(title).casefold().split())
    words = re.sub(r"^[^\w(]+|[^\w)?]+$", "", words)
    return re.sub(
        r"^[^\w(]+|[^\w)]+$", "", _NUMBER.sub("", words, count=1) if _NUMBER.match(words) else words
    )
