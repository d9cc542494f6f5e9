"""Runs the commands of Presage and returns their JSON. It needs Python 3.10 and no packages."""
import json
import subprocess
import tempfile
from pathlib import Path


class Presage:
    """The command line of Presage. A command that fails raises a RuntimeError with its message."""

    def __init__(self, *command):
        self.command = command or ("java", "-jar", "target/presage-full.jar")

    def run(self, *arguments, **options):
        """Runs a command; sla_penalty=2 becomes --sla-penalty 2, resume=True becomes --resume. Returns what it prints."""
        for name, value in options.items():
            values = value if isinstance(value, (list, tuple)) else [value]
            flag = "--" + name.replace("_", "-")
            arguments += (flag,) if value is True else (flag, *values)
        ended = subprocess.run([*self.command, *map(str, arguments)], capture_output=True, text=True)
        if ended.returncode != 0:
            raise RuntimeError((ended.stderr or ended.stdout).strip())
        return ended.stdout

    def simulate(self, out, **options):
        """Writes a trace of the simulated network."""
        self.run("simulate", out=out, **options)
        return Path(out)

    def train(self, data, out, **options):
        """Trains a model package on a trace."""
        self.run("train", data=data, out=out, **options)
        return Path(out)

    def evaluate(self, model, data, **options):
        """Compares models with the baselines on a trace: the result of `presage evaluate --json` as a dictionary."""
        with tempfile.TemporaryDirectory() as folder:
            result = Path(folder, "result.json")
            self.run("evaluate", model=model, data=data, json=result, **options)
            return json.loads(result.read_text(encoding="utf-8"))
