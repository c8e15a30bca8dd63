"""Kernels of nbval that are forked from a server, which has imported what they need: ``conftest.py``.

A kernel that is started anew imports for longer than most editions run. Each notebook has a process
of its own all the same, and nothing of another's. A plugin of pytest, named in ``conftest.py``.
"""

import gc
import multiprocessing
import os
import sys
from importlib.metadata import EntryPoint

import nbval.kernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

NAME = "forked"


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by a fork, and ends it as any process."""

    async def launch_kernel(self, cmd, **kwargs):
        """Fork a kernel; of the command that would start one only the connection file counts."""
        context = multiprocessing.get_context("forkserver")
        environment = {**os.environ, **kwargs.get("env", {})}
        arguments = (cmd[-1], os.fspath(kwargs["cwd"]), environment, gc.get_threshold())
        process = context.Process(target=_run, args=arguments, daemon=True)
        process.start()
        self.process, self.pid, self.cwd = _Program(process), process.pid, kwargs["cwd"]
        return self.connection_info


class _Program:
    """A process as ``subprocess`` would have it."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self.process, self.pid = process, process.pid

    def poll(self):
        return self.process.exitcode

    def wait(self):
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)

    def terminate(self):
        self.process.terminate()

    def kill(self):
        self.process.kill()


def _run(connection_file, folder, environment, objects):
    gc.freeze()
    gc.set_threshold(*objects)
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stderr__.fileno())
    # With a parent a kernel prints no line of its own, and ends when that is gone.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=["-f", connection_file, parent])


class _Kernels(KernelManager):
    """Finds the kernel that a notebook names, and says how it is started."""

    @property
    def kernel_spec(self):
        spec = super().kernel_spec
        spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": NAME}}
        return spec


def pytest_configure():
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkedProvisioner.__name__}", factory.GROUP_NAME
    )
    nbval.kernel.KernelManager = _Kernels
