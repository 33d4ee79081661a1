// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Information;

/// <summary>What <c>/proc</c> shows of the system. Process and memory code answer; procfs only formats.</summary>
/// <remarks>All answers are copies of one moment. A process that does not exist (any more) is null or false, never an exception.</remarks>
public abstract class KernelInformation
{
    /// <summary>The caller, for <c>/proc/self</c>; 0 for kernel threads.</summary>
    public abstract int CurrentProcess { get; }

    /// <summary>The calling thread, for <c>/proc/thread-self</c>.</summary>
    public abstract int CurrentThread { get; }

    /// <summary>The mounts that the caller sees.</summary>
    public abstract MountNamespace Mounts { get; }

    /// <summary>The lowest process number from <paramref name="number"/> on; 0 if there is none.</summary>
    public abstract int NextProcess(int number);

    public abstract bool TryGetProcess(int process, out ProcessStatus status);

    /// <summary>The process of a thread; 0 if there is no such thread.</summary>
    public abstract int ProcessOf(int thread);

    /// <summary>Numbers of a process' threads, ascending.</summary>
    public abstract int[] GetThreads(int process);

    /// <summary>The status with the figures of one thread: state, name, times, masks.</summary>
    public abstract bool TryGetThread(int process, int thread, out ProcessStatus status);

    /// <summary>Arguments as the process sees them, each with its null; empty for zombies.</summary>
    public abstract byte[] GetArguments(int process);

    /// <summary>The environment that it was started with, each variable with its null.</summary>
    public abstract byte[] GetEnvironment(int process);

    /// <summary>Mapped areas in order of address.</summary>
    public abstract MemoryAreaInformation[] GetAreas(int process);

    /// <summary>How pages of a part of the process's memory are used; an area that <see cref="GetAreas"/> gave.</summary>
    public abstract PageCounts CountPages(int process, in MemoryAreaInformation area);

    /// <summary>The auxiliary vector that the program began with, as it lies in its memory.</summary>
    public abstract byte[] GetAuxiliaryVector(int process);

    /// <summary>
    /// Number (-1: none), six arguments, stack and instruction pointer of the system call in which a thread waits, or of the caller's own;
    /// null if it runs.
    /// </summary>
    public abstract ulong[]? GetCall(int thread);

    /// <summary>Chooses what goes into a core file. <c>ESRCH</c>.</summary>
    public abstract Errno SetCoreFilter(int process, uint filter);

    /// <summary>The limits by <see cref="Resource"/>; empty if there is no such process.</summary>
    public abstract ResourceLimit[] GetLimits(int process);

    /// <summary>Names a thread of the caller's own process.</summary>
    /// <returns><c>ESRCH</c>; <c>EINVAL</c>: a thread of another process.</returns>
    public abstract Errno SetName(int process, int thread, ReadOnlySpan<byte> name);

    /// <summary>Sets how gladly the process is chosen when memory runs out, from -1000 to 1000.</summary>
    /// <returns><c>ESRCH</c>; <c>EACCES</c>: only the privileged go below what it was set to by such.</returns>
    public abstract Errno SetMemoryScore(int process, int value);

    public abstract FileTable? GetFiles(int process);

    public abstract FileSystemContext? GetFileSystem(int process);

    /// <summary>The program it runs.</summary>
    public abstract Path? GetExecutable(int process);

    public abstract MemoryInformation Memory { get; }

    /// <summary>The network; null if there is none.</summary>
    public virtual NetworkInformation? Network => NetworkInformation.Current;

    /// <summary>Times of each CPU.</summary>
    public abstract CpuTimes[] CpuTimes { get; }

    /// <summary>The processors, as <c>/proc/cpuinfo</c> describes them.</summary>
    public abstract CpuDescription[] Cpus { get; }

    public abstract SchedulerInformation Scheduler { get; }

    /// <summary>Whether the caller may look into a process (ptrace(2), "Ptrace access mode checking").</summary>
    public virtual bool MayLookInto(int process) => true;

    /// <summary>Opens a process' memory (<c>/proc/N/mem</c>). EACCES for those who may not trace it, ESRCH.</summary>
    public virtual Result<OpenFile> OpenMemory(int process, Path path, OpenFlags flags) => Errno.EACCES;

    /// <summary>The unix sockets, for <c>/proc/net/unix</c>.</summary>
    public virtual UnixSocketInformation[] UnixSockets => [];

    /// <summary>The kernel's name, version and build, as <c>/proc/version</c> has it, without the newline.</summary>
    public abstract string Version { get; }

    /// <summary>The kernel's own counters, one a line.</summary>
    public abstract string Counters { get; }

    /// <summary>The kernel's command line.</summary>
    public abstract byte[] CommandLine { get; }
}
