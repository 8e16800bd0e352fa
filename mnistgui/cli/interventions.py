"""Changes of settings that a command makes while a network trains."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any

import click

from mnistgui.errors import UserError
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig, field_named, parse_assignments
from mnistgui.training.events import Event, Stepped
from mnistgui.training.interventions import changed
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True)
class TrainingCourse:
    """What happens to a run on its way.

    Parameters
    ----------
    changes : mapping of int to (mapping of str to object)
        New settings by the step after which they are set; -1 for the step where it goes on.
    until_step : int or None
        Where it stops; None for its own end.
    """

    changes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    until_step: int | None = None

    @classmethod
    def parse(
        cls,
        resumed: Sequence[str],
        *,
        at_steps: Sequence[tuple[int, str]] = (),
        until_step: int | None = None,
    ) -> "TrainingCourse":
        """Read what people type: changes at steps, and changes of a run that is resumed.

        Parameters
        ----------
        resumed : sequence of str
            Such as ``"momentum=0.5"``, for the step where the run goes on.
        at_steps : sequence of (int, str)
            Such as ``(500, "momentum=0.5")``.
        until_step : int or None

        Returns
        -------
        TrainingCourse

        Raises
        ------
        UserError
            A setting does not exist, or a value is not accepted.
        """
        found = [(-1, text) for text in resumed] + sorted(at_steps, key=lambda one: one[0])
        changes: dict[int, dict[str, Any]] = {}
        for step, text in found:
            for name, value in parse_assignments([text]).items():
                changes.setdefault(step, {})[name] = field_named(name).parse(value)
        return cls(changes, until_step)

    def check(self, config: TrainingConfig, step: int = 0) -> None:
        """Refuse, before a run trains, what it cannot do.

        Parameters
        ----------
        config : TrainingConfig
            In force before the first change.
        step : int
            Steps that it has taken.

        Raises
        ------
        UserError
            It has passed such a step, or a setting cannot be changed on the way.
        """
        late = [one for one in (self.until_step,) if one is not None and one <= step]
        late += [one for one in self.changes if -1 < one < step]
        if late:
            raise UserError(
                f"this run has taken {thousands(step)} steps already; more of them are accepted"
            )
        for changes in self.changes.values():
            config = changed(config, changes)

    def events(self, trainer: Trainer) -> Iterator[Event]:
        """Train to the end of the course.

        Parameters
        ----------
        trainer : Trainer

        Yields
        ------
        Event
            Of the trainer, and each change.
        """
        yield from trainer.intervene(self.changes.get(-1, {}))
        yield from trainer.intervene(self.changes.get(trainer.progress.step, {}))
        with closing(iter(trainer)) as events:
            for event in events:
                yield event
                if isinstance(event, Stepped):
                    if event.step in self.changes:
                        yield from trainer.intervene(self.changes[event.step])
                    if event.step == self.until_step:
                        return

    def missed(self, step: int) -> tuple[int, ...]:
        """The steps of changes that a run never came to.

        Parameters
        ----------
        step : int
            Where it ended.

        Returns
        -------
        tuple of int
        """
        return tuple(one for one in self.changes if one > step)


def course_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--until-step`` and ``--at``, which reach a command as a maker of one.

    Parameters
    ----------
    command : callable
        Takes ``course_after``, which is called with the changes of a run that is resumed.

    Returns
    -------
    callable
    """

    @click.option(
        "--until-step",
        type=click.IntRange(min=1),
        metavar="N",
        help="Stop after N steps of the run.",
    )
    @click.option(
        "--at",
        "at_steps",
        multiple=True,
        nargs=2,
        type=(click.IntRange(min=0), str),
        metavar="N FIELD=VALUE",
        help="Change a setting after N steps of the run.",
    )
    @wraps(command)
    def with_course(
        *, until_step: int | None, at_steps: Sequence[tuple[int, str]], **words: Any
    ) -> None:
        course_after = partial(TrainingCourse.parse, at_steps=at_steps, until_step=until_step)
        command(course_after=course_after, **words)

    return with_course
