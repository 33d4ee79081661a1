// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>On whose behalf a system call runs. Having one means that sleeping is allowed and user memory can be reached.</summary>
public readonly ref struct SyscallContext
{
    internal SyscallContext(UserThread thread) => Thread = thread;

    /// <summary>The calling thread.</summary>
    public UserThread Thread { get; }

    /// <summary>The caller's process.</summary>
    public Process Process => Thread.Process;

    public Credentials Credentials => Thread.Process.Credentials;

    /// <summary>The file tree as the caller sees it, names starting in its working directory.</summary>
    internal FileView Files => new(Thread.FileSystem, Credentials);

    /// <summary>The file behind a descriptor, held; the caller disposes it. <c>EBADF</c> also for a file that is open as a place only.</summary>
    internal Result<OpenFile> GetFile(int descriptor)
    {
        if (!Thread.Files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        if (!file.IsPathOnly) return file;
        file.Dispose();
        return Errno.EBADF;
    }

    /// <summary>Copies a path name in.</summary>
    /// <param name="slot">0 or 1: a call has at most two names.</param>
    /// <returns><c>EFAULT</c>, <c>ENAMETOOLONG</c>; an empty name is <c>ENOENT</c> unless allowed.</returns>
    internal Errno ReadPath(ulong address, out ReadOnlySpan<byte> path, int slot = 0, bool allowEmpty = false)
    {
        path = default;
        byte[] buffer = Thread.PathBuffer(slot);
        if (!UserMemory.CopyStringIn(new VirtualAddress(address), buffer).Try(out int length, out Errno error)) return error;
        if (length == 0 && !allowEmpty) return Errno.ENOENT;
        path = buffer.AsSpan(0, length);
        return Errno.None;
    }

    /// <summary>The view for a name given together with a directory descriptor.</summary>
    /// <param name="resolve">How openat2(2) restricts the walk.</param>
    internal Result<FileView> FilesAt(int directory, ReadOnlySpan<byte> name, ResolveFlags resolve = ResolveFlags.None)
    {
        bool isConfined = (resolve & ResolveFlags.RESOLVE_IN_ROOT) != 0;
        if (!FileView.At(Thread.FileSystem, Credentials, Thread.Files, directory, name, isConfined).Try(out FileView view, out Errno error)) return error;
        return resolve == ResolveFlags.None ? view : view.Restricted(resolve);
    }

    /// <summary>Reads a struct.</summary>
    internal static Errno Read<T>(ulong address, out T value)
        where T : unmanaged => UserMemory.Read(new VirtualAddress(address), out value);

    /// <summary>Writes a struct.</summary>
    internal static Errno Write<T>(ulong address, in T value)
        where T : unmanaged => UserMemory.Write(new VirtualAddress(address), value);

    /// <summary>Writes a struct unless the address is null, which many calls take for "not wanted".</summary>
    internal static Errno WriteIfAsked<T>(ulong address, in T value)
        where T : unmanaged => address == 0 ? Errno.None : Write(address, value);

    /// <summary>The moment at which a call that waits for the given time ends; the same one if it is repeated after a signal.</summary>
    internal long DeadlineAfter(long nanoseconds)
    {
        if (!Thread.IsRestarting) Thread.RestartDeadline = Deadline.FromNow(nanoseconds);
        return Thread.RestartDeadline;
    }

    internal static Result<long> Done(Errno error) => error == Errno.None ? 0L : error;
}
