"""Alembic's entry: runs on the connection that it is handed."""

from alembic import context

from o2o_events.db import models  # noqa: F401 maps every table
from o2o_events.db.base import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
