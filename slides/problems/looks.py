"""Mistakes in themes and templates."""

from __future__ import annotations

from slides.problems.kind import Kind

KINDS = (
    Kind(
        "theme-unreadable",
        "The theme cannot be read",
        "`deck.theme` names a YAML file that is not beside the spec, lies outside its folder, or is no text.",
        "Save it beside the spec and name it by its path from there.",
        "deck: {title: A, theme: mine.yaml}\n",
    ),
    Kind(
        "theme-value",
        "A value does not fit a theme",
        "A theme of your own has a key or a value that themes do not know.",
        "Write what the hint says; docs/themes.md lists what a theme may say.",
    ),
    Kind(
        "low-contrast",
        "Two colours of a theme cannot be told apart well enough",
        "Text in the one on the other has a contrast below 4.5:1, which WCAG 2.2 (AA) asks for. The deck is "
        "built all the same.",
        "Take the colour of the hint, the nearest that passes, or another.",
        severity="warning",
    ),
    Kind(
        "font-not-at-hand",
        "A font is measured by another",
        "The theme or the template names a font whose files are not there. Its text is measured with a font "
        "of its class, widened so that it fits; the deck and the SVG name the font itself.",
        "Give the font's files in a theme, if you may; or check the slides where the font is.",
        severity="warning",
    ),
    Kind(
        "font-unreadable",
        "A font file cannot be used",
        "It is not beside the spec, is no TrueType font that can be read, or may not be embedded.",
        "Name .ttf files in the spec's folder that may be embedded.",
    ),
    Kind(
        "template-unreadable",
        "The template cannot be used",
        "`deck.template` names a file that is not beside the spec, is no .pptx or .potx, is broken or too "
        "large, or holds what a template of a stranger must not: document types, entities, links to files "
        "elsewhere, names that lead out of it.",
        "Open it in PowerPoint and save it under a new name as .pptx, with its pictures embedded.",
        "deck: {title: A, template: company.pptx}\n",
    ),
    Kind(
        "template-part-missing",
        "The template lacks a layout or a placeholder",
        "Layouts are told by kind, place and size of their placeholders. None of the template's does what is "
        "named.",
        "Add such a layout or placeholder in PowerPoint's slide master; or leave it, the hint says what is "
        "done instead.",
        severity="warning",
    ),
    Kind(
        "template-macros",
        "The template's macros are left out",
        "A deck never holds macros.",
        "Nothing, unless you need them: then copy the slides into a presentation that has them.",
        severity="warning",
    ),
    Kind(
        "theme-and-template",
        "A theme and a template",
        "Both say how the deck looks. The template's layouts, fonts and colours are taken.",
        "Leave out `theme` or `template`.",
        severity="warning",
    ),
)
