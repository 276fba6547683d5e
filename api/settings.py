"""Settings: one TOML file, over it the environment (RICHENG_…), over both what is said on the command line.

The file is named by RICHENG_CONFIG, else it is /etc/richeng/richeng.toml where there is one. A name that is none is a
fault, not a silence.
"""

import os
import socket
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from intake.faults import fault_of
from models.errors import BadInput, Fault, Refused

ROOT = Path(__file__).resolve().parent.parent
CONFIG = "RICHENG_CONFIG"
SYSTEM_CONFIG = Path("/etc/richeng/richeng.toml")
DATABASE = "richeng.sqlite3"
MIB = 2**20


class Settings(BaseSettings):
    """What a process of Richeng runs by. Times in seconds, sizes in MiB.

    data: where files lie. database_url: of the store; without one, a file in `data`. worker: this process's name as a
    worker, unlike any other's. works: whether `serve` solves too. solves: how many at once. threads: of each solve.
    solve_seconds: the longest that a run may ask for. solve_memory: of a solve's child. lease: silence after which a
    worker's run goes to another. oidc_issuer, oidc_client, oidc_secret: the identity system that vouches for people,
    and what we are to it.
    """

    model_config = SettingsConfigDict(env_prefix="RICHENG_", extra="forbid", frozen=True)

    data: Path = ROOT / "data"
    database_url: SecretStr | None = None
    office: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    access_key: SecretStr | None = None
    worker: str = Field(default_factory=socket.gethostname, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}$")
    works: bool = True
    solves: int = Field(default=1, ge=1, le=64)
    threads: int = Field(default=2, ge=1, le=2)
    solve_seconds: float = Field(default=7200, ge=1)
    solve_memory: int = Field(default=4096, ge=512)
    lease: float = Field(default=15, ge=1, le=600)
    oidc_issuer: str | None = None
    oidc_client: str | None = None
    oidc_secret: SecretStr | None = None

    @property
    def url(self) -> str:
        """The store's address."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data / DATABASE).resolve()}"

    @property
    def is_embedded(self) -> bool:
        """Whether everything is in files of this machine."""
        return self.url.startswith("sqlite")

    @property
    def key(self) -> str | None:
        """The access key, if there is one."""
        return self.access_key.get_secret_value() or None if self.access_key is not None else None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line, then the environment, then the file."""
        found = config_file()
        toml = (TomlConfigSettingsSource(settings_cls, found),) if found is not None else ()
        return (init_settings, env_settings, *toml)


def config_file() -> Path | None:
    """The file of settings, none where there is none."""
    given = os.environ.get(CONFIG)
    if given:
        return Path(given)
    return SYSTEM_CONFIG if SYSTEM_CONFIG.exists() else None


def load(**given: Any) -> Settings:
    """The settings of this process; what is given as none is left to file and environment.

    Raises BadInput with every fault, Refused for a file that is not there or is no TOML.
    """
    found = config_file()
    if found is not None and not found.is_file():
        raise Refused(f"环境变量 {CONFIG} 指定的设置文件 {found} 不存在，请核对。")
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise BadInput([_placed(fault_of(detail)) for detail in error.errors()]) from None
    except ValueError:  # what a TOML parser says of its file
        raise Refused(f"设置文件 {found} 不是合格的 TOML，请核对引号和等号。") from None


def _placed(fault: Fault) -> Fault:
    """Where to look for a setting."""
    return Fault(f"{fault.path}（环境变量 RICHENG_{fault.path.upper()} 或设置文件）", fault.message)
