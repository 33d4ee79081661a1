// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>The descriptors of a process (<c>CLONE_FILES</c> shares it). Files are opened and closed outside its lock.</summary>
public sealed class FileTable
{
    /// <summary>As on Linux, for select(2) shows it.</summary>
    private const int InitialLength = 64;

    private readonly SpinLock<Slots> _slots;
    private int _users = 1;

    private struct Slots
    {
        internal OpenFile?[] Files;
        internal DescriptorFlags[] Flags;
        /// <summary>No descriptor below is free.</summary>
        internal int FirstFree;
    }

    public FileTable()
        : this(new OpenFile?[InitialLength], new DescriptorFlags[InitialLength], 0)
    {
    }

    private FileTable(OpenFile?[] files, DescriptorFlags[] flags, int firstFree) =>
        _slots = new SpinLock<Slots>(new Slots { Files = files, Flags = flags, FirstFree = firstFree });

    /// <summary>Another process uses this same table (<c>CLONE_FILES</c>).</summary>
    public FileTable Share()
    {
        _ = Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>A process no longer uses the table; the last one closes everything.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            CloseAll();
        }
    }

    /// <summary>Whether other processes use the table too.</summary>
    public bool IsShared => Volatile.Read(ref _users) > 1;

    /// <summary>The file behind a descriptor, held for the caller, who disposes it. EBADF.</summary>
    public Result<OpenFile> Get(int descriptor)
    {
        using SpinLock<Slots>.Guard slots = _slots.Lock();
        if ((uint)descriptor >= (uint)slots.Value.Files.Length || slots.Value.Files[descriptor] is not OpenFile file)
        {
            return Errno.EBADF;
        }

        return file.Acquire();
    }

    /// <summary>The files behind many descriptors, each held for the caller; null where none is open.</summary>
    internal void Get(ReadOnlySpan<PollDescriptor> descriptors, Span<OpenFile?> files)
    {
        // The lock is not held for longer than for so many at a time.
        const int Batch = 64;
        for (int start = 0; start < descriptors.Length; start += Batch)
        {
            int end = Math.Min(start + Batch, descriptors.Length);
            using SpinLock<Slots>.Guard slots = _slots.Lock();
            OpenFile?[] open = slots.Value.Files;
            for (int i = start; i < end; i++)
            {
                int descriptor = descriptors[i].fd;
                if ((uint)descriptor < (uint)open.Length) files[i] = open[descriptor]?.Acquire();
            }
        }
    }

    /// <summary>Gives a file the lowest free descriptor from <paramref name="minimum"/> on; the table takes over the caller's hold.</summary>
    /// <param name="limit">RLIMIT_NOFILE: descriptors are below it.</param>
    /// <returns>EMFILE if none is free (the caller still holds the file); EINVAL for a minimum at or above the limit.</returns>
    public Result<int> Add(OpenFile file, DescriptorFlags flags, long limit, int minimum = 0)
    {
        if (minimum < 0 || minimum >= limit)
        {
            return minimum == 0 ? Errno.EMFILE : Errno.EINVAL;
        }

        while (true)
        {
            int needed;
            using (SpinLock<Slots>.Guard slots = _slots.Lock())
            {
                int descriptor = FirstFree(slots.Value, minimum);
                if (descriptor >= limit)
                {
                    return Errno.EMFILE;
                }

                if (descriptor < slots.Value.Files.Length)
                {
                    Set(ref slots.Value, descriptor, file, flags);
                    return descriptor;
                }

                needed = descriptor + 1;
            }

            GrowTo(needed);
        }
    }

    /// <summary>EMFILE if no descriptor below the limit is free: for calls that must not begin what they could not hand out.</summary>
    public Errno CheckFree(long limit)
    {
        using SpinLock<Slots>.Guard slots = _slots.Lock();
        return FirstFree(slots.Value, 0) < limit ? Errno.None : Errno.EMFILE;
    }

    /// <summary>dup2(2) and dup3(2): makes <paramref name="target"/> refer to the same file, closing what it was before.</summary>
    /// <returns>EBADF for either out of range or the source not open.</returns>
    public Errno Duplicate(int source, int target, DescriptorFlags flags, long limit)
    {
        if (target < 0 || target >= limit)
        {
            return Errno.EBADF;
        }

        if (!Get(source).Try(out OpenFile file, out Errno error)) return error;
        GrowTo(target + 1);
        OpenFile? replaced;
        using (SpinLock<Slots>.Guard slots = _slots.Lock())
        {
            replaced = slots.Value.Files[target];
            Set(ref slots.Value, target, file, flags);
        }

        if (replaced is not null)
        {
            Drop(replaced);
        }

        return Errno.None;
    }

    /// <summary>close(2). EBADF.</summary>
    public Errno Close(int descriptor)
    {
        OpenFile file;
        using (SpinLock<Slots>.Guard slots = _slots.Lock())
        {
            if ((uint)descriptor >= (uint)slots.Value.Files.Length || slots.Value.Files[descriptor] is not OpenFile open)
            {
                return Errno.EBADF;
            }

            file = open;
            Clear(ref slots.Value, descriptor);
        }

        Drop(file);
        return Errno.None;
    }

    /// <summary>Whether there is a free descriptor below the limit.</summary>
    public bool HasRoom(long limit)
    {
        using SpinLock<Slots>.Guard slots = _slots.Lock();
        return FirstFree(slots.Value, 0) < limit;
    }

    /// <summary>F_GETFD. EBADF.</summary>
    public Result<DescriptorFlags> GetFlags(int descriptor)
    {
        using SpinLock<Slots>.Guard slots = _slots.Lock();
        if ((uint)descriptor >= (uint)slots.Value.Files.Length || slots.Value.Files[descriptor] is null)
        {
            return Errno.EBADF;
        }

        return slots.Value.Flags[descriptor];
    }

    /// <summary>F_SETFD. EBADF.</summary>
    public Errno SetFlags(int descriptor, DescriptorFlags flags)
    {
        using SpinLock<Slots>.Guard slots = _slots.Lock();
        if ((uint)descriptor >= (uint)slots.Value.Files.Length || slots.Value.Files[descriptor] is null)
        {
            return Errno.EBADF;
        }

        slots.Value.Flags[descriptor] = flags & DescriptorFlags.FD_CLOEXEC;
        return Errno.None;
    }

    /// <summary>A copy for a forked child: same files, same descriptors.</summary>
    public FileTable Clone()
    {
        while (true)
        {
            int length;
            using (SpinLock<Slots>.Guard slots = _slots.Lock())
            {
                length = slots.Value.Files.Length;
            }

            OpenFile?[] files = new OpenFile?[length];
            DescriptorFlags[] flags = new DescriptorFlags[length];
            using (SpinLock<Slots>.Guard slots = _slots.Lock())
            {
                if (slots.Value.Files.Length != length)
                {
                    continue;
                }

                for (int descriptor = 0; descriptor < length; descriptor++)
                {
                    files[descriptor] = slots.Value.Files[descriptor]?.Acquire();
                    flags[descriptor] = slots.Value.Flags[descriptor];
                }

                return new FileTable(files, flags, slots.Value.FirstFree);
            }
        }
    }

    /// <summary>execve(2): closes what is marked FD_CLOEXEC.</summary>
    public void CloseOnExec() => CloseWhere(onlyMarked: true);

    /// <summary>The process is over: closes everything.</summary>
    public void CloseAll() => CloseWhere(onlyMarked: false);

    /// <summary>Descriptors that are open, in order, for <c>/proc/N/fd</c>.</summary>
    public int[] Descriptors()
    {
        int count = 0;
        int[] found = new int[Length()];
        for (int descriptor = 0; descriptor < found.Length; descriptor++)
        {
            if (GetFlags(descriptor).IsSuccess)
            {
                found[count++] = descriptor;
            }
        }

        return found[..count];
    }

    private static int FirstFree(in Slots slots, int minimum)
    {
        int descriptor = Math.Max(minimum, slots.FirstFree);
        while (descriptor < slots.Files.Length && slots.Files[descriptor] is not null)
        {
            descriptor++;
        }

        return descriptor;
    }

    private static void Set(ref Slots slots, int descriptor, OpenFile file, DescriptorFlags flags)
    {
        slots.Files[descriptor] = file;
        slots.Flags[descriptor] = flags;
        slots.FirstFree = descriptor == slots.FirstFree ? descriptor + 1 : slots.FirstFree;
    }

    private static void Clear(ref Slots slots, int descriptor)
    {
        slots.Files[descriptor] = null;
        slots.Flags[descriptor] = DescriptorFlags.None;
        slots.FirstFree = Math.Min(slots.FirstFree, descriptor);
    }

    /// <summary>Descriptors are below this until one at or above it is opened.</summary>
    internal int Capacity => Length();

    private int Length()
    {
        using SpinLock<Slots>.Guard slots = _slots.Lock();
        return slots.Value.Files.Length;
    }

    private void CloseWhere(bool onlyMarked)
    {
        int length = Length();
        for (int descriptor = 0; descriptor < length; descriptor++)
        {
            OpenFile? file;
            using (SpinLock<Slots>.Guard slots = _slots.Lock())
            {
                file = slots.Value.Files[descriptor];
                if (file is null || (onlyMarked && (slots.Value.Flags[descriptor] & DescriptorFlags.FD_CLOEXEC) == 0))
                {
                    continue;
                }

                Clear(ref slots.Value, descriptor);
            }

            Drop(file);
        }
    }

    /// <summary>A descriptor is gone, and with it the locks that its owner had on the file, through whichever descriptor (POSIX close()).</summary>
    private void Drop(OpenFile file)
    {
        RecordLocks.Release(this, file.Inode);
        if (file.Inode.IsDirectory) DirectoryNotice.Release(file, this);
        file.OnDescriptorClosed();
        file.Dispose();
    }

    /// <summary>Makes room; the larger arrays are made before the lock is taken.</summary>
    private void GrowTo(int needed)
    {
        int length = Length();
        while (length < needed)
        {
            int larger = Math.Max(needed, length * 2);
            OpenFile?[] files = new OpenFile?[larger];
            DescriptorFlags[] flags = new DescriptorFlags[larger];
            using SpinLock<Slots>.Guard slots = _slots.Lock();
            if (slots.Value.Files.Length < larger)
            {
                slots.Value.Files.CopyTo(files, 0);
                slots.Value.Flags.CopyTo(flags, 0);
                slots.Value.Files = files;
                slots.Value.Flags = flags;
            }

            length = larger;
        }
    }
}
