// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>Where a write takes its data from: user memory reached by checked copies, or a span of the kernel's.</summary>
/// <remarks>Passed by <c>ref</c>: it remembers how much was taken.</remarks>
public ref struct IoSource
{
    private readonly ReadOnlySpan<byte> _kernel;
    private UserBuffer _user;
    private readonly bool _isUser;

    private IoSource(ReadOnlySpan<byte> kernel, UserBuffer user, bool isUser, long byteCount)
    {
        _kernel = kernel;
        _user = user;
        _isUser = isUser;
        Remaining = byteCount;
    }

    private long _sizeLimitDistance;

    /// <summary>The largest size that the writer may give a file (RLIMIT_FSIZE); infinite unless set.</summary>
    public long SizeLimit
    {
        readonly get => long.MaxValue - _sizeLimitDistance;
        set => _sizeLimitDistance = long.MaxValue - value;
    }

    /// <summary>Set by a file that refused to grow past <see cref="SizeLimit"/>: the writer gets SIGXFSZ.</summary>
    public bool HasExceededLimit { get; set; }

    /// <summary>Goes to the end of a file, wherever it was to go (RWF_APPEND); or not there in spite of O_APPEND (RWF_NOAPPEND).</summary>
    public bool Appends { get; set; }

    public bool NeverAppends { get; set; }

    /// <summary>Fails rather than waits (RWF_NOWAIT).</summary>
    public bool NeverWaits { get; set; }

    /// <summary>Cuts off what is more than the given number of bytes.</summary>
    public void Limit(long byteCount) => Remaining = Math.Min(Remaining, byteCount);

    /// <summary>Bytes that it still has.</summary>
    public long Remaining { get; private set; }

    /// <summary>Bytes that were taken.</summary>
    public long Transferred { get; private set; }

    /// <summary>Over a span of kernel memory.</summary>
    public static IoSource Over(ReadOnlySpan<byte> span) => new(span, default, false, span.Length);

    /// <summary>Over one range of the current thread's memory.</summary>
    public static IoSource OverUser(VirtualAddress address, long byteCount) => new(default, new UserBuffer(address, byteCount), true, byteCount);

    /// <summary>Over several ranges of the current thread's memory, in order.</summary>
    public static IoSource OverUser(ReadOnlySpan<Iovec> parts, long byteCount) => new(default, new UserBuffer(parts), true, byteCount);

    /// <summary>Fills <paramref name="destination"/>, which must not be longer than <see cref="Remaining"/>.</summary>
    /// <returns><c>EFAULT</c> if the memory cannot be read; the bytes before the fault count as transferred.</returns>
    public Errno Read(scoped Span<byte> destination)
    {
        if (destination.Length > Remaining)
        {
            return Errno.EINVAL;
        }

        if (!_isUser)
        {
            _kernel.Slice((int)Transferred, destination.Length).CopyTo(destination);
            Advance(destination.Length);
            return Errno.None;
        }

        while (!destination.IsEmpty)
        {
            int chunk = _user.Next(destination.Length, out VirtualAddress address);
            Errno error = UserMemory.CopyIn(address, destination[..chunk]);
            if (error != Errno.None)
            {
                return error;
            }

            destination = destination[chunk..];
            Advance(chunk);
        }

        return Errno.None;
    }

    private void Advance(int byteCount)
    {
        Remaining -= byteCount;
        Transferred += byteCount;
        _user.Advance(byteCount);
    }
}
