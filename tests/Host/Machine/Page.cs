// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace Skift.Machine;

/// <summary>Double of a counted page: ordinary memory, with a count of all pages that live and a limit that tests can set.</summary>
public sealed class Page
{
    public const int Size = 4096;

    [ThreadStatic]
    private static long t_failAfter;

    private readonly byte[] _bytes = new byte[Size];
    private int _owners = 1;

    private static long s_liveCount;

    /// <summary>Pages that were allocated and not yet released, over all tests.</summary>
    public static long LiveCount => Interlocked.Read(ref s_liveCount);

    /// <summary>Makes this thread's allocations fail after so many; 0: never.</summary>
    public static long FailAfter
    {
        get => t_failAfter;
        set => t_failAfter = value;
    }

    public int OwnerCount => Volatile.Read(ref _owners);

    public int MappingCount => 0;

    public static Page? TryAllocate(bool zeroed = true)
    {
        if (t_failAfter == 1)
        {
            return null;
        }

        t_failAfter -= t_failAfter > 0 ? 1 : 0;
        _ = Interlocked.Increment(ref s_liveCount);
        Page page = new();
        if (!zeroed)
        {
            Array.Fill(page._bytes, (byte)0xA5);
        }

        return page;
    }

    public Page Acquire() => TryAcquire() ? this : throw new ObjectDisposedException(nameof(Page));

    public bool TryAcquire()
    {
        int owners = Volatile.Read(ref _owners);
        while (owners > 0)
        {
            int seen = Interlocked.CompareExchange(ref _owners, owners + 1, owners);
            if (seen == owners)
            {
                return true;
            }

            owners = seen;
        }

        return false;
    }

    public void Release()
    {
        int left = Interlocked.Decrement(ref _owners);
        if (left < 0)
        {
            throw new ObjectDisposedException(nameof(Page));
        }

        if (left == 0)
        {
            _ = Interlocked.Decrement(ref s_liveCount);
        }
    }

    public Access Open() => new(Acquire());

    public readonly ref struct Access
    {
        private readonly Page _page;

        internal Access(Page page) => _page = page;

        public Span<byte> Span => _page._bytes;

        public void Dispose() => _page.Release();
    }
}
