"""The themes of the window: colours, spacing and type, in a light and a dark version."""

from dataclasses import asdict, dataclass, replace
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mnistgui.resources_dir import resource
from mnistgui.ui.widgets.type_sizes import follow_application_font

FONT_SIZE_POINTS = 10.0


@dataclass(frozen=True)
class Theme:
    """A set of colours, each as ``#rrggbb``.

    Parameters
    ----------
    name : str
        ``"light"`` or ``"dark"``.
    window, surface, sunken, raised, border : str
        Backgrounds from the gaps between panels to buttons, and the lines around them.
    text, muted : str
        Words, and words that matter less.
    accent, on_accent, accent_soft : str
        What is chosen or to be pressed, text upon it, and its pale version.
    good, bad, warning : str
        Read well, misread, be careful.
    train, valid, test : str
        The three splits, told apart by people who see colours differently (Okabe and Ito).
    paper, ink : str
        Digits.
    negative, zero, positive : str
        The ends and the middle of the scale of weights.
    runs : tuple of str
        Overlaid runs, in order.
    type_scale, line_scale : float
        How large letters are, and how wide short lines of plots; 1 for the usual.
    """

    name: str
    window: str
    surface: str
    sunken: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    bad: str
    warning: str
    train: str
    valid: str
    test: str
    paper: str
    ink: str
    negative: str
    zero: str
    positive: str
    runs: tuple[str, ...]
    type_scale: float = 1.0
    line_scale: float = 1.0


LIGHT = Theme(
    name="light",
    window="#eceff3",
    surface="#ffffff",
    sunken="#f4f6f9",
    raised="#ffffff",
    border="#cfd6df",
    text="#172130",
    muted="#586577",
    accent="#1d5fd0",
    on_accent="#ffffff",
    accent_soft="#dce8fb",
    good="#0b7a4b",
    bad="#c02f1d",
    warning="#8a5a00",
    train="#0072b2",
    valid="#d55e00",
    test="#00875f",
    paper="#ffffff",
    ink="#111927",
    negative="#1f5fbf",
    zero="#ffffff",
    positive="#c8321f",
    runs=("#0072b2", "#d55e00", "#00875f", "#a6427f", "#7a6a00", "#3f6fd9", "#7b4fb5", "#b3262e"),
)

DARK = Theme(
    name="dark",
    window="#10141a",
    surface="#1a2029",
    sunken="#141920",
    raised="#252d39",
    border="#36404e",
    text="#e9eef5",
    muted="#a3b0c1",
    accent="#7fb0ff",
    on_accent="#0b1526",
    accent_soft="#22395c",
    good="#56c998",
    bad="#ff8673",
    warning="#f2c14e",
    train="#56b4e9",
    valid="#ffa552",
    test="#4fd0a0",
    paper="#0c0f14",
    ink="#f4f7fb",
    negative="#5aa9ff",
    zero="#14181f",
    positive="#ff7a59",
    runs=("#56b4e9", "#ffa552", "#4fd0a0", "#e391c4", "#f0e442", "#9db6ff", "#c79bff", "#ff8a8f"),
)


def system_theme() -> Theme:
    """Return the theme of the desktop; the light one if it has none."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def enlarged(theme: Theme) -> Theme:
    """Return a theme with letters and lines that are seen from the last row of a room."""
    return replace(theme, type_scale=1.35, line_scale=2.0)


def apply(app: QApplication, theme: Theme) -> None:
    """Apply the colours of a theme to the whole application.

    Parameters
    ----------
    app : QApplication
        Restyled at once.
    theme : Theme
        The colours.
    """
    app.setPalette(palette(theme))
    font = QFont(app.font())
    font.setPointSizeF(FONT_SIZE_POINTS * theme.type_scale)
    if font != app.font():
        app.setFont(font)
        follow_application_font()
    text = style_sheet(theme)
    if text != app.styleSheet():  # styling every widget again takes half a second
        app.setStyleSheet(text)


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the window in the colours of a theme."""
    icons = resource("icons").as_posix()
    sheet = Template(resource("window.qss").read_text(encoding="utf-8"))
    return sheet.substitute(asdict(theme), icons=icons)


def prepare(app: QApplication) -> None:
    """Set style and font, before the first widget is made."""
    # Else widgets that the style sheet knows, too, keep the font that they had when it was set.
    app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app.setStyle("Fusion")
    font = QFont(app.font())
    font.setPointSizeF(FONT_SIZE_POINTS)
    app.setFont(font)


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette in the colours of a theme."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.surface,
        roles.AlternateBase: theme.sunken,
        roles.Text: theme.text,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.on_accent,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Link: theme.accent,
        roles.Mid: theme.border,
        roles.Accent: theme.accent,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return made
