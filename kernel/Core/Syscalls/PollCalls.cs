// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>poll(2), select(2) and their forms with a signal mask.</summary>
internal static class PollCalls
{
    private const PollEvents Always = PollEvents.POLLERR | PollEvents.POLLHUP;
    private const int DescriptorBytes = 8;
    private const int BitsPerWord = 64;

    internal static Result<long> poll(in SyscallContext context, ulong address, uint count, int timeoutMilliseconds)
    {
        long deadline = timeoutMilliseconds < 0 ? WaitQueue.Forever : context.DeadlineAfter(timeoutMilliseconds * 1_000_000L);
        return Poll(context, address, count, deadline, timeoutMilliseconds == 0);
    }

    internal static Result<long> ppoll(in SyscallContext context, ulong address, uint count, ulong timeoutAddress, ulong maskAddress, ulong maskSize)
    {
        Errno error = UserTime.ReadTimeout(timeoutAddress, out long timeout);
        if (error == Errno.None) error = SetMask(context, maskAddress, maskSize);
        if (error != Errno.None) return error;
        long deadline = timeoutAddress == 0 ? WaitQueue.Forever : context.DeadlineAfter(timeout);
        Result<long> result = Poll(context, address, count, deadline, timeout == 0);
        RestoreMaskUnlessInterrupted(context, result);
        TellTimeLeft(timeoutAddress, timeout, deadline);
        return result;
    }

    /// <summary>Linux tells what was left, except of no time at all; whoever passes read-only memory loses only that.</summary>
    private static void TellTimeLeft(ulong address, long timeout, long deadline)
    {
        if (address == 0 || timeout == 0) return;
        _ = SyscallContext.Write(address, UserTime.ToTimespec(Math.Max(0, deadline - Clock.MonotonicNanoseconds)));
    }

    private static Result<long> Poll(in SyscallContext context, ulong address, uint count, long deadline, bool isImmediate)
    {
        if (count > (ulong)context.Process.Limits.FileLimit) return Errno.EINVAL;
        PollDescriptor[] descriptors = new PollDescriptor[(int)count];
        Errno error = UserMemory.Read(new VirtualAddress(address), descriptors.AsSpan());
        if (error != Errno.None) return error;

        // The answers are written even if a signal came first: all are empty then.
        bool isDone = WaitForAny(context, descriptors, deadline, isImmediate, out int ready).Try(out _, out Errno reason);
        for (int i = 0; i < descriptors.Length; i++)
        {
            error = SyscallContext.Write(address + ((ulong)i * DescriptorBytes) + 6, descriptors[i].revents);
            if (error != Errno.None) return error;
        }

        return isDone ? ready : reason;
    }

    /// <summary>Looks at all files until one has something, the time is over or a signal comes. Leaves the answers in the entries.</summary>
    private static Result<bool> WaitForAny(in SyscallContext context, PollDescriptor[] entries, long deadline, bool isImmediate, out int ready)
    {
        OpenFile?[] files = new OpenFile?[entries.Length];
        try
        {
            context.Thread.Files.Get(entries, files);
            ready = Look(entries, files, null);
            return ready != 0 || isImmediate ? true : SleepForAny(entries, files, deadline, ref ready);
        }
        finally
        {
            foreach (OpenFile? file in files)
            {
                file?.Dispose();
            }
        }
    }

    /// <summary>Nothing was ready: only now is it worth while to be told of changes.</summary>
    private static Result<bool> SleepForAny(PollDescriptor[] entries, OpenFile?[] files, long deadline, ref int ready)
    {
        using ThreadPoller poller = new();
        ready = Look(entries, files, poller);
        while (ready == 0)
        {
            Errno reason = poller.Wait(deadline);
            if (reason == Errno.EINTR) return Errno.EINTR;
            ready = Look(entries, files, null);
            if (reason == Errno.ETIMEDOUT) break;
        }

        return true;
    }

    private static int Look(PollDescriptor[] entries, OpenFile?[] files, Poller? poller)
    {
        int ready = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            ref PollDescriptor entry = ref entries[i];
            if (files[i] is OpenFile file) entry.revents = file.Poll(poller) & (entry.events | Always | PollEvents.POLLNVAL);
            else entry.revents = entry.fd >= 0 ? PollEvents.POLLNVAL : PollEvents.None;
            if (entry.revents != PollEvents.None) ready++;
        }

        return ready;
    }

    internal static Result<long> select(in SyscallContext context, int count, ulong readSet, ulong writeSet, ulong exceptionSet, ulong timeoutAddress)
    {
        long timeout = long.MaxValue;
        if (timeoutAddress != 0)
        {
            Errno error = SyscallContext.Read(timeoutAddress, out Timeval time);
            if (error != Errno.None) return error;
            if (!ToNanoseconds(time).Try(out timeout, out error)) return error;
        }

        long deadline = timeoutAddress == 0 ? WaitQueue.Forever : context.DeadlineAfter(timeout);
        Result<long> result = Select(context, count, readSet, writeSet, exceptionSet, deadline, timeout == 0);
        if (timeoutAddress != 0 && timeout != 0)
        {
            // As for ppoll.
            long left = Math.Max(0, deadline - Clock.MonotonicNanoseconds);
            _ = SyscallContext.Write(timeoutAddress, Timeval.FromNanoseconds(left));
        }

        return result;
    }

    internal static Result<long> pselect6(in SyscallContext context, int count, ulong readSet, ulong writeSet, ulong exceptionSet, ulong timeoutAddress, ulong maskArgument)
    {
        ulong maskAddress = 0;
        ulong maskSize = 0;
        Errno error = maskArgument == 0 ? Errno.None : SyscallContext.Read(maskArgument, out maskAddress);
        if (error == Errno.None && maskArgument != 0) error = SyscallContext.Read(maskArgument + 8, out maskSize);
        if (error != Errno.None) return error;
        error = UserTime.ReadTimeout(timeoutAddress, out long timeout);
        if (error == Errno.None) error = SetMask(context, maskAddress, maskSize);
        if (error != Errno.None) return error;

        long deadline = timeoutAddress == 0 ? WaitQueue.Forever : context.DeadlineAfter(timeout);
        Result<long> result = Select(context, count, readSet, writeSet, exceptionSet, deadline, timeout == 0);
        RestoreMaskUnlessInterrupted(context, result);
        TellTimeLeft(timeoutAddress, timeout, deadline);
        return result;
    }

    private static Result<long> Select(in SyscallContext context, int count, ulong readSet, ulong writeSet, ulong exceptionSet, long deadline, bool isImmediate)
    {
        if (count < 0) return Errno.EINVAL;
        // Descriptors that there can't be are not even read: callers pass more than their sets hold.
        count = Math.Min(count, context.Thread.Files.Capacity);
        int words = (count + BitsPerWord - 1) / BitsPerWord;
        ulong[] reads = new ulong[words];
        ulong[] writes = new ulong[words];
        ulong[] exceptions = new ulong[words];
        Errno error = ReadSet(readSet, reads, count);
        if (error == Errno.None) error = ReadSet(writeSet, writes, count);
        if (error == Errno.None) error = ReadSet(exceptionSet, exceptions, count);
        if (error != Errno.None) return error;

        PollDescriptor[] entries = Collect(reads, writes, exceptions, count);
        foreach (PollDescriptor entry in entries)
        {
            if (!context.Thread.Files.GetFlags(entry.fd).IsSuccess) return Errno.EBADF;
        }

        if (!WaitForAny(context, entries, deadline, isImmediate, out _).Try(out _, out error)) return error;
        long total = Answer(entries, reads, writes, exceptions);
        error = WriteSet(readSet, reads);
        if (error == Errno.None) error = WriteSet(writeSet, writes);
        if (error == Errno.None) error = WriteSet(exceptionSet, exceptions);
        return error == Errno.None ? total : error;
    }

    private static PollDescriptor[] Collect(ulong[] reads, ulong[] writes, ulong[] exceptions, int count)
    {
        int used = 0;
        PollDescriptor[] entries = new PollDescriptor[count];
        for (int descriptor = 0; descriptor < count; descriptor++)
        {
            PollEvents events = PollEvents.None;
            if (Has(reads, descriptor)) events |= PollEvents.POLLIN | PollEvents.POLLRDNORM;
            if (Has(writes, descriptor)) events |= PollEvents.POLLOUT | PollEvents.POLLWRNORM;
            if (Has(exceptions, descriptor)) events |= PollEvents.POLLPRI;
            if (events != PollEvents.None) entries[used++] = new PollDescriptor { fd = descriptor, events = events };
        }

        return entries[..used];
    }

    /// <summary>Turns the sets from what was asked into what is true.</summary>
    private static long Answer(PollDescriptor[] entries, ulong[] reads, ulong[] writes, ulong[] exceptions)
    {
        const PollEvents Readable = PollEvents.POLLNVAL | PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLRDBAND | PollEvents.POLLHUP | PollEvents.POLLERR;
        const PollEvents Writable = PollEvents.POLLNVAL | PollEvents.POLLOUT | PollEvents.POLLWRNORM | PollEvents.POLLWRBAND | PollEvents.POLLERR;
        long total = 0;
        foreach (PollDescriptor entry in entries)
        {
            total += Keep(reads, entry, Readable) + Keep(writes, entry, Writable) + Keep(exceptions, entry, PollEvents.POLLNVAL | PollEvents.POLLPRI);
        }

        return total;
    }

    private static int Keep(ulong[] set, in PollDescriptor entry, PollEvents meaning)
    {
        if (!Has(set, entry.fd)) return 0;
        if ((entry.revents & meaning) != 0) return 1;
        set[entry.fd / BitsPerWord] &= ~(1UL << (entry.fd % BitsPerWord));
        return 0;
    }

    private static bool Has(ulong[] set, int descriptor) => (set[descriptor / BitsPerWord] >> (descriptor % BitsPerWord) & 1) != 0;

    /// <summary>Reads whole words; what stands behind the last descriptor counts as not there, and is written back so.</summary>
    private static Errno ReadSet(ulong address, ulong[] set, int count)
    {
        if (address == 0) return Errno.None;
        for (int i = 0; i < set.Length; i++)
        {
            Errno error = SyscallContext.Read(address + ((ulong)i * sizeof(ulong)), out set[i]);
            if (error != Errno.None) return error;
        }

        if (count % BitsPerWord != 0) set[^1] &= (1UL << (count % BitsPerWord)) - 1;
        return Errno.None;
    }

    private static Errno WriteSet(ulong address, ulong[] set)
    {
        if (address == 0) return Errno.None;
        for (int i = 0; i < set.Length; i++)
        {
            Errno error = SyscallContext.Write(address + ((ulong)i * sizeof(ulong)), set[i]);
            if (error != Errno.None) return error;
        }

        return Errno.None;
    }

    /// <summary>select(2) takes microseconds of a second and more.</summary>
    private static Result<long> ToNanoseconds(in Timeval time)
    {
        if (time.tv_sec < 0 || time.tv_usec < 0) return Errno.EINVAL;
        Timeval normal = new() { tv_sec = time.tv_sec + (time.tv_usec / 1_000_000), tv_usec = time.tv_usec % 1_000_000 };
        return UserTime.ToNanoseconds(normal);
    }

    internal static Errno SetMask(in SyscallContext context, ulong address, ulong size)
    {
        if (address == 0) return Errno.None;
        if (size != SignalConstants.SetSize) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out ulong mask);
        if (error == Errno.None) SignalCalls.UseTemporaryMask(context.Thread, mask);
        return error;
    }

    /// <summary>Without a signal the mask goes back at once; with one, its handler's frame takes it.</summary>
    internal static void RestoreMaskUnlessInterrupted(in SyscallContext context, Result<long> result)
    {
        if (!context.Thread.HasSavedMask || result.Error == Errno.EINTR) return;
        context.Thread.HasSavedMask = false;
        Signals.SignalDelivery.SetMask(context.Thread, context.Thread.SavedMask);
    }
}
