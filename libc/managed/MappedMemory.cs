// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Memory mapped from a file or device (or anonymous), seen as spans.</summary>
/// <remarks>
/// SAFETY: <see cref="Dispose"/> gives the memory back but keeps the addresses reserved and inaccessible, so a span that outlives
/// the mapping faults (an exception) instead of reaching whatever would be mapped there next.
/// </remarks>
public sealed unsafe class MappedMemory : IDisposable
{
    private byte* _address;

    internal MappedMemory(void* address, long length)
    {
        _address = (byte*)address;
        Length = length;
    }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>All of it.</summary>
    /// <exception cref="ObjectDisposedException">The mapping is gone.</exception>
    /// <exception cref="OverflowException">It is longer than a span can be; use <see cref="Slice"/>.</exception>
    public Span<byte> Bytes => Slice(0, checked((int)Length));

    /// <summary>A part of it.</summary>
    public Span<byte> Slice(long offset, int count)
    {
        if (_address == null)
        {
            throw new ObjectDisposedException(nameof(MappedMemory));
        }

        if (offset < 0 || count < 0 || offset > Length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(offset));
        }

        return new Span<byte>(_address + offset, count);
    }

    /// <summary>msync(2): writes changes of a shared mapping back.</summary>
    public Errno Flush()
    {
        if (_address == null)
        {
            return Errno.EINVAL;
        }

        long answer = Syscall.Invoke(SystemCall.msync, (long)_address, Length, (long)MsyncFlags.MS_SYNC);
        return answer < 0 ? (Errno)(int)-answer : Errno.None;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_address != null)
        {
            const long Flags = (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS | MapFlags.MAP_FIXED | MapFlags.MAP_NORESERVE);
            _ = Syscall.Invoke(SystemCall.mmap, (long)_address, Length, (long)Protection.PROT_NONE, Flags, -1, 0);
            _address = null;
        }
    }
}
