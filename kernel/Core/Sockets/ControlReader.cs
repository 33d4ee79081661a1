// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Sockets;

/// <summary>Goes through the control messages that a sender passes along (<c>cmsg(3)</c>). They come from a program, so each length is checked.</summary>
public ref struct ControlReader
{
    private ReadOnlySpan<byte> _rest;

    public ControlReader(ReadOnlySpan<byte> control)
    {
        _rest = control;
        Data = default;
        Level = 0;
        Type = 0;
    }

    public int Level { get; private set; }

    public int Type { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Steps to the next message. What is left behind the last and too small for one more is ignored, as Linux does.</summary>
    /// <returns>EINVAL for a length that is smaller than the header or reaches behind the end.</returns>
    public Errno Next(out bool isEnd)
    {
        isEnd = _rest.Length < ControlMessage.HeaderBytes;
        if (isEnd) return Errno.None;
        ulong length = BitConverter.ToUInt64(_rest);
        if (length < ControlMessage.HeaderBytes || length > (ulong)_rest.Length) return Errno.EINVAL;
        Level = BitConverter.ToInt32(_rest[8..]);
        Type = BitConverter.ToInt32(_rest[12..]);
        Data = _rest[ControlMessage.HeaderBytes..(int)length];
        _rest = _rest[(int)Math.Min(ControlMessage.Align((long)length), _rest.Length)..];
        return Errno.None;
    }
}
