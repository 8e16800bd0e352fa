"""What the panel says of the chosen rule, and of the run as a whole."""

from mnistgui.inspection.health import Finding
from mnistgui.inspection.rules.rule import Rule
from mnistgui.inspection.rules.table import RULES
from mnistgui.notation import thousands
from mnistgui.ui.panels.health.measuring import MeasuredHealth
from mnistgui.ui.strings import tr


def summary(measured: MeasuredHealth) -> str:
    """Say how many findings there are, and what was measured."""
    count = len(measured.findings)
    if not count:
        words = tr("Healthy: nothing was found after step {0}.")
    elif count == 1:
        words = tr("1 finding after step {0}.")
    else:
        words = tr("{1} findings after step {0}.")
    said = words.format(thousands(measured.step), count)
    if measured.measured_digits:
        return said
    return said + " " + tr("Its digits are not open: weights and curves alone were measured.")


def finding_of(measured: MeasuredHealth, rule: Rule) -> Finding | None:
    """Return the finding of a rule, if there is one."""
    return next((one for one in measured.findings if one.rule is rule), None)


def rule_words(measured: MeasuredHealth, rule: Rule) -> str:
    """Say what is seen, why, and what to try; of a healthy value how it is measured."""
    finding = finding_of(measured, rule)
    source = tr("Source: {0}.").format(tr(rule.source))
    if finding is not None:
        return " ".join((tr(finding.seen), tr(finding.remedy.words), tr(rule.why), source))
    values = measured.values[measured.step].get(rule.name, {})
    if all(rule.healthy.contains(value) for value in values.values()):
        healthy = tr("Healthy is {0}.").format(rule.healthy.in_words())
        return f"{tr(rule.measured)} {healthy} {source}"
    causes = [one.rule.title for one in measured.findings if rule.name in one.rule.explains]
    causes = causes or [one.title for one in RULES if rule.name in one.explains]
    words = tr("Outside the healthy band, as a consequence of: {0}.").format(", ".join(causes))
    return f"{words} {tr(rule.why)} {source}"
