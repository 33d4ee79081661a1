// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>A position in one or several ranges of user memory.</summary>
internal ref struct UserBuffer
{
    private ReadOnlySpan<Iovec> _rest;
    private ulong _address;
    private ulong _left;

    internal UserBuffer(VirtualAddress address, long byteCount)
    {
        _address = address.Value;
        _left = (ulong)byteCount;
    }

    internal UserBuffer(ReadOnlySpan<Iovec> parts) => _rest = parts;

    /// <summary>The next contiguous range, of at most <paramref name="limit"/> bytes.</summary>
    internal int Next(int limit, out VirtualAddress address)
    {
        while (_left == 0 && !_rest.IsEmpty)
        {
            _address = _rest[0].iov_base;
            _left = _rest[0].iov_len;
            _rest = _rest[1..];
        }

        address = new VirtualAddress(_address);
        return (int)Math.Min((ulong)limit, _left);
    }

    internal void Advance(int byteCount)
    {
        if (_left != 0)
        {
            _address += (ulong)byteCount;
            _left -= (ulong)byteCount;
        }
    }
}
