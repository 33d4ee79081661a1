// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>Where a process stands in the tree: root, working directory and umask (<c>CLONE_FS</c> shares it).</summary>
public sealed class FileSystemContext
{
    private readonly SpinLock<State> _state;
    private int _users = 1;

    private struct State
    {
        internal Path Root;
        internal Path WorkingDirectory;
        internal StatMode Umask;
    }

    private FileSystemContext(MountNamespace mounts, in State state)
    {
        Namespace = mounts;
        mounts.Acquire();
        _state = new SpinLock<State>(state);
    }

    public MountNamespace Namespace { get; private set; }

    /// <summary>Whether other processes or threads use the context too.</summary>
    public bool IsShared => Volatile.Read(ref _users) > 1;

    /// <summary>CLONE_NEWNS: from now on this context has mounts of its own. Only while nobody else uses it. May sleep.</summary>
    public void UnshareMounts()
    {
        State before = Read();
        (Path Root, Path WorkingDirectory) places = (before.Root, before.WorkingDirectory);
        MountNamespace old = Namespace;
        MountNamespace copy = old.Copy(ref places);
        copy.Acquire();
        _ = places.Root.Acquire();
        _ = places.WorkingDirectory.Acquire();
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Root = places.Root;
            state.Value.WorkingDirectory = places.WorkingDirectory;
            Namespace = copy;
        }

        before.Root.Release();
        before.WorkingDirectory.Release();
        old.Release();
    }

    /// <summary>The context of the first process: standing in the root, umask 022.</summary>
    public static FileSystemContext Create(MountNamespace mounts)
    {
        Path root = mounts.Cross(mounts.Root);
        _ = root.Acquire();
        _ = root.Acquire();
        return new FileSystemContext(mounts, new State { Root = root, WorkingDirectory = root, Umask = StatMode.S_IWGRP | StatMode.S_IWOTH });
    }

    /// <summary>A copy for a child process.</summary>
    public FileSystemContext Clone()
    {
        State state = Read();
        _ = state.Root.Acquire();
        _ = state.WorkingDirectory.Acquire();
        return new FileSystemContext(Namespace, state);
    }

    /// <summary>Another process uses this same context (<c>CLONE_FS</c>).</summary>
    public FileSystemContext Share()
    {
        _ = Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>A process is over; the last user gives the directories back.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        State state = Read();
        state.Root.Release();
        state.WorkingDirectory.Release();
        Namespace.Release();
    }

    public Path Root => Read().Root;

    public Path WorkingDirectory => Read().WorkingDirectory;

    public StatMode Umask => Read().Umask;

    /// <summary>umask(2): sets the permission bits to withhold; the result is what was set before.</summary>
    public StatMode SetUmask(StatMode mask)
    {
        const StatMode Permissions = StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO;
        using SpinLock<State>.Guard state = _state.Lock();
        StatMode before = state.Value.Umask;
        state.Value.Umask = mask & Permissions;
        return before;
    }

    /// <summary>The working directory's name as <c>getcwd(2)</c> gives it; ENOENT if it was removed.</summary>
    public Result<byte[]> WorkingDirectoryName()
    {
        State state = Read();
        if (!state.WorkingDirectory.IsLinked)
        {
            return Errno.ENOENT;
        }

        return state.WorkingDirectory.ToBytes(state.Root);
    }

    internal Errno SetWorkingDirectory(Path path)
    {
        if (!path.Acquire())
        {
            return Errno.ENOENT;
        }

        Path before;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            before = state.Value.WorkingDirectory;
            state.Value.WorkingDirectory = path;
        }

        before.Release();
        return Errno.None;
    }

    internal Errno SetRoot(Path path)
    {
        if (!path.Acquire())
        {
            return Errno.ENOENT;
        }

        Path before;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            before = state.Value.Root;
            state.Value.Root = path;
        }

        before.Release();
        return Errno.None;
    }

    private State Read()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value;
    }
}
