// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>Where a read puts its data: user memory reached by checked copies, or a span of the kernel's.</summary>
/// <remarks>Passed by <c>ref</c>: it remembers how far it is filled, so that data goes from the page cache to the caller in one copy.</remarks>
public ref struct IoSink
{
    private readonly Span<byte> _kernel;
    private UserBuffer _user;
    private readonly bool _isUser;

    private IoSink(Span<byte> kernel, UserBuffer user, bool isUser, long capacity)
    {
        _kernel = kernel;
        _user = user;
        _isUser = isUser;
        Remaining = capacity;
    }

    /// <summary>Fails rather than waits (RWF_NOWAIT).</summary>
    public bool NeverWaits { get; set; }

    /// <summary>Bytes that it still takes.</summary>
    public long Remaining { get; private set; }

    /// <summary>Bytes that it has taken.</summary>
    public long Transferred { get; private set; }

    /// <summary>Over a span of kernel memory.</summary>
    public static IoSink Over(Span<byte> span) => new(span, default, false, span.Length);

    /// <summary>Over one range of the current thread's memory.</summary>
    public static IoSink OverUser(VirtualAddress address, long byteCount) => new(default, new UserBuffer(address, byteCount), true, byteCount);

    /// <summary>Over several ranges of the current thread's memory, filled in order.</summary>
    public static IoSink OverUser(ReadOnlySpan<Iovec> parts, long byteCount) => new(default, new UserBuffer(parts), true, byteCount);

    /// <summary>Appends <paramref name="data"/>, which must not be longer than <see cref="Remaining"/>.</summary>
    /// <returns><c>EFAULT</c> if the memory cannot be written; the parts before the faulting one count as transferred.</returns>
    public Errno Write(scoped ReadOnlySpan<byte> data)
    {
        if (data.Length > Remaining)
        {
            return Errno.EINVAL;
        }

        if (!_isUser)
        {
            data.CopyTo(_kernel[(int)Transferred..]);
        }
        else
        {
            while (!data.IsEmpty)
            {
                int chunk = _user.Next(data.Length, out VirtualAddress address);
                Errno error = UserMemory.CopyOut(address, data[..chunk]);
                if (error != Errno.None)
                {
                    return error;
                }

                data = data[chunk..];
                Advance(chunk);
            }

            return Errno.None;
        }

        Advance(data.Length);
        return Errno.None;
    }

    /// <summary>Appends the 8 bytes that a read of eventfd(2) or timerfd_create(2) gives.</summary>
    /// <returns>8, or the error of <see cref="Write"/>.</returns>
    public Result<long> WriteCounter(ulong count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, count);
        Errno error = Write(bytes);
        return error == Errno.None ? sizeof(ulong) : error;
    }

    /// <summary>Appends <paramref name="byteCount"/> zeros, at most <see cref="Remaining"/>.</summary>
    public Errno WriteZeros(long byteCount)
    {
        while (byteCount > 0)
        {
            int chunk = (int)Math.Min(byteCount, VirtualAddress.PageSize);
            Errno error = Write(Zeros.AsSpan(0, chunk));
            if (error != Errno.None)
            {
                return error;
            }

            byteCount -= chunk;
        }

        return Errno.None;
    }

    private static readonly byte[] Zeros = new byte[VirtualAddress.PageSize];

    private void Advance(int byteCount)
    {
        Remaining -= byteCount;
        Transferred += byteCount;
        _user.Advance(byteCount);
    }
}
