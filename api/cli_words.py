"""The command line's own faults in Chinese: an unknown command, a missing argument, a value that is none."""

import errno
from collections.abc import Sequence
from typing import Any

import typer.core
from typer._click import exceptions as faults  # typer carries its own click

ERRNO = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EEXIST: "已经存在同名的文件",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EPIPE: "接收输出的程序已经退出",
}


def os_error(error: OSError) -> str:
    """What went wrong with a file, in Chinese."""
    why = ERRNO.get(error.errno or 0, f"系统错误 {error.errno}")
    named = f"{error.filename}，" if error.filename else ""
    return f"读写文件失败：{named}{why}；请核对路径和权限。"


def usage_error(error: faults.ClickException) -> str:
    """What is wrong with the words after the program's name, in Chinese, with where to look."""
    context = getattr(error, "ctx", None)
    program = context.command_path if context else "richeng"
    return f"{_told(error).rstrip('。')}。用 {program} --help 看写法。"


def _told(error: faults.ClickException) -> str:
    name = _name(error)
    if isinstance(error, faults.MissingParameter):
        return f"缺少 {name}，请补上"
    if isinstance(error, faults.NoSuchOption):
        near = f"；是否要写 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, faults.BadOptionUsage):
        return f"{error.option_name} 后面应写一个值"
    if isinstance(error, faults.BadParameter):
        said = str(error.message)
        return said if not said.isascii() and _chinese(said) else f"{name} 的值不对，请改正"
    context = getattr(error, "ctx", None)
    if context is not None and isinstance(context.command, typer.core.TyperGroup):
        return "没有这个命令，请核对写法"
    return "命令后面的写法不对：多写或错写了内容"


def _name(error: faults.ClickException) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "param_hint", None) or "所需的内容")
    return str(param.opts[0]) if param.param_type_name == "option" else str(param.metavar or param.name)


def _chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


class Spoken(typer.core.TyperGroup):
    """The command group with faults of usage told in Chinese; exit code 2 stays."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and tell what is wrong in one Chinese line."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except faults.NoArgsIsHelpError as error:
            typer.echo(error.ctx.get_help(), err=True)
            code = 2
        except faults.ClickException as error:
            typer.echo(usage_error(error), err=True)
            code = 2
        except typer.Abort:
            typer.echo("已中断。", err=True)
            code = 130
        if standalone_mode:
            raise SystemExit(code if isinstance(code, int) else 0)
        return code
