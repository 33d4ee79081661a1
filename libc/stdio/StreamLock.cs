// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Libc;

/// <summary>The lock of a stream: its owner's number with the top bit set if somebody waits, and how often it is held.</summary>
/// <remarks>A program that never made a thread compares one pointer with null for each call of stdio.</remarks>
internal static unsafe class StreamLock
{
    private const int OwnerMask = int.MaxValue;
    private const int Awaited = int.MinValue;

    internal static void Enter(FILE* file)
    {
        if (ThreadHooks.EnterStream != null)
        {
            ThreadHooks.EnterStream(file);
        }
    }

    internal static void Leave(FILE* file)
    {
        if (ThreadHooks.LeaveStream != null)
        {
            ThreadHooks.LeaveStream(file);
        }
    }

    internal static void EnterAlways(FILE* file)
    {
        bool hasWaited = false;
        while (!TryTake(file, hasWaited))
        {
            int owner = Volatile.Read(ref file->LockOwner);
            int awaited = owner | Awaited;
            if (owner != 0 && (owner == awaited || Interlocked.CompareExchange(ref file->LockOwner, awaited, owner) == owner))
            {
                Futex.Wait(&file->LockOwner, awaited, false);
                hasWaited = true;
            }
        }
    }

    internal static bool TryEnter(FILE* file) => TryTake(file, false);

    internal static void LeaveAlways(FILE* file)
    {
        // Taken before there were threads, it is not held: the owner tells.
        if ((file->LockOwner & OwnerMask) != ThreadStubs.Self()->Id || --file->LockCount > 0)
        {
            return;
        }

        if (Interlocked.Exchange(ref file->LockOwner, 0) < 0)
        {
            Futex.Wake(&file->LockOwner, 1, false);
        }
    }

    private static bool TryTake(FILE* file, bool hasWaited)
    {
        int self = ThreadStubs.Self()->Id;
        if ((Volatile.Read(ref file->LockOwner) & OwnerMask) != self)
        {
            if (Interlocked.CompareExchange(ref file->LockOwner, hasWaited ? self | Awaited : self, 0) != 0)
            {
                return false;
            }

            file->LockCount = 0;
        }

        file->LockCount++;
        return true;
    }
}
