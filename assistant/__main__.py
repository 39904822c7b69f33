"""The command line: `veivalg COMMAND`. Each command is one sentence here and a function elsewhere."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant import (
    audit,
    calibration,
    evaluation,
    fallback,
    first_start,
    people,
    prediction,
    replay,
    serving,
    settings,
    training,
)
from assistant.articles import export_articles, import_articles
from assistant.articles import training as retrieval_training
from assistant.bootstrap import Services, bootstrap, configure_logging
from assistant.clock import today_in_oslo, utc_now
from assistant.crisis import training as crisis_training
from assistant.errors import GuidanceError, StartRefused
from assistant.people import Role
from assistant.texts import text
from assistant.worker import Worker, erase_expired
from knowledge_base.article import ARTICLES, WrittenForm
from knowledge_base.check import check_folder
from knowledge_base.embedding import shipped_encoder

# The largest number that a message can have in both databases.
MAX_NUMBER = 2**31 - 1

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
articles_app = typer.Typer(no_args_is_help=True, help="Import, export, check and replay articles; teach the search.")
crisis_app = typer.Typer(no_args_is_help=True, help="The second stage of the crisis gate.")
user_app = typer.Typer(no_args_is_help=True, help="Accounts of counsellors and admins.")
retention_app = typer.Typer(no_args_is_help=True, help="Erase what is older than the retention time.")
app.add_typer(articles_app, name="articles")
app.add_typer(crisis_app, name="crisis")
app.add_typer(user_app, name="user")
app.add_typer(retention_app, name="retention")


def _services() -> Services:
    loaded = settings.load()
    configure_logging(loaded)
    services = bootstrap(loaded)
    services.database.migrate()
    return services


@app.command()
def serve() -> None:
    """Start and watch web, the action server and Rasa on this machine."""
    loaded = settings.load()
    configure_logging(loaded)
    serving.check_port(loaded.host, loaded.port)
    # Whatever is missing is said before one-time passwords are made that nobody would see again.
    serving.children(loaded)
    services = bootstrap(loaded)
    first_start.prepare_articles(services)
    passwords = first_start.prepare_people(services)
    services.database.close()
    if passwords:
        print("\nOne-time passwords, shown only now; each must be changed at the first sign-in:")
        for email, password in passwords:
            print(f"  {email:<28} {password}")
    print("\nStarting; the logs are in", loaded.var_dir / "logs", flush=True)
    # The supervisor lives long and needs none of the libraries that preparing needed: it begins anew without them.
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "assistant.serving"])  # noqa: S606


@app.command()
def worker() -> None:
    """Run the worker as a process of its own, where web runs more than once."""
    running = Worker(_services())
    running.start()
    running.wait()


@app.command()
def train(if_needed: Annotated[bool, typer.Option(help="Only if the data has changed.")] = False) -> None:
    """Train Rasa and triage on data/ and config.yml."""
    loaded = settings.load()
    if if_needed and training.is_current(loaded):
        print("The model is up to date.")
        return
    print("Training; this takes some minutes.", flush=True)
    training.train(loaded)
    print("Trained.")


@app.command()
def predict(
    questions: Annotated[Path, typer.Option("--in", help="Lines of {id, text}.")],
    predictions: Annotated[Path, typer.Option("--out", help="Where the predictions go.")],
) -> None:
    """Run questions through the real gate, written-form detection, Rasa model and retrieval."""
    loaded = settings.load()
    configure_logging(loaded)
    count = prediction.predict_file(loaded, questions, predictions)
    print(f"{count} predictions in {predictions}")


@app.command()
def evaluate(
    split: Annotated[
        evaluation.Split, typer.Option(help="Which half of the questions with articles.")
    ] = evaluation.Split.TEST,
    compare: Annotated[bool, typer.Option(help="Also other pipelines and cross-validation; long.")] = False,
    publish: Annotated[bool, typer.Option(help="Write the figures to the file that /quality shows.")] = False,
) -> None:
    """Measure understanding, the crisis gate and retrieval on what nothing was learnt from; fails under the floors."""
    loaded = settings.load()
    configure_logging(loaded)
    versions = evaluation.for_publishing(loaded, split) if publish else None
    if compare:
        print(evaluation.table(evaluation.compare(loaded)))
    measured = evaluation.evaluate(loaded, split)
    print(evaluation.report(measured))
    for problem in (below := evaluation.below_floors(measured)):
        print(problem)
    if versions:
        evaluation.publish(measured, loaded.figures, measured_on=today_in_oslo(utc_now), of=versions)
        print(f"Published in {loaded.figures}")
    raise typer.Exit(1 if below else 0)


@app.command()
def calibrate() -> None:
    """Choose the weights and thresholds of the search, and Rasa's fallback, on the calibration questions."""
    services = _services()
    first_start.prepare_articles(services)
    worth = calibration.calibrate(services.library.knowledge_base())
    print(f"Weights written; mean worth {worth:.3f} on the calibration questions.")
    asked = [one for one in evaluation.read_questions(evaluation.Split.CALIBRATION) if one["topics"] or "intent" in one]
    found = prediction.intents_of(services.settings, [line["text"] for line in asked])
    chosen = fallback.choose_fallback(found, [line.get("intent") or line["topics"][0] for line in asked])
    fallback.write_fallback(chosen)
    print(f"{chosen} written to config.yml; run `veivalg train`.")


@crisis_app.command("train")
def train_crisis() -> None:
    """Train the second stage of the crisis gate anew; then look at `veivalg evaluate`, and have it reviewed."""
    print("Training; this takes some minutes.", flush=True)
    print(crisis_training.train(shipped_encoder(), utc_now))


@articles_app.command("import")
def import_command(folder: Path = ARTICLES) -> None:
    """Take in every variant of a folder that is new or changed, and publish it."""
    services = _services()
    with services.database.transaction() as session:
        count = import_articles(session, folder, now=services.clock(), by=audit.SYSTEM)
    print(f"{count} variants imported")


@articles_app.command("export")
def export_command(folder: Path) -> None:
    """Write the live articles to a folder."""
    services = _services()
    with services.database.reading() as session:
        print(f"{export_articles(session, folder)} variants exported")


@articles_app.command("check")
def check_command(folder: Path = ARTICLES) -> None:
    """Prove that every article in a folder keeps the rules."""
    problems = check_folder(folder)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    raise typer.Exit(1 if problems else 0)


@articles_app.command("replay")
def replay_command(
    message: Annotated[int, typer.Option(min=1, max=MAX_NUMBER, help="The number of a message or of a reply.")],
) -> None:
    """Show what a message was answered and on what that rests, and beside it what today's articles answer."""
    print(replay.report(replay.replay(_services(), message)))


@articles_app.command("train")
def train_retrieval() -> None:
    """Teach the search anew to tell the shipped articles apart, in ten minutes; then run train and calibrate."""
    retrieval_training.train(tell=lambda words: print(words, flush=True))


@user_app.command("add")
def add_user(
    email: str,
    name: Annotated[str, typer.Option(prompt=True)],
    role: Annotated[list[Role], typer.Option(help="May be given twice.")],
) -> None:
    """Make an account and print its one-time password."""
    services = _services()
    with services.database.transaction() as session:
        profile, password = people.register(
            session, email=email, name=name, roles=role, password=None, now=services.clock(), by=audit.SYSTEM
        )
    print(f"{profile.email}  one-time password: {password}")


@retention_app.command("run")
def run_retention() -> None:
    """Erase conversations that are older than the retention time, now."""
    print(f"{erase_expired(_services())} conversations erased")


@app.command("openapi")
def print_openapi() -> None:
    """Print the description of the HTTP interface."""
    from assistant.web.app import create  # Only this command needs the web framework.

    print(json.dumps(create().openapi(), ensure_ascii=False, indent=1))


def main() -> None:
    """Run a command. A refusal is one sentence on the terminal, not a traceback."""
    try:
        app()
    except StartRefused as refusal:
        sys.exit(f"veivalg: {refusal}")
    except GuidanceError as refusal:
        sys.exit(f"veivalg: {text(f'error-{refusal.code}', WrittenForm.ENGLISH, **refusal.values)}")


if __name__ == "__main__":
    main()
