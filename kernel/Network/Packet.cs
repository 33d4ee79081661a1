// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Skift.Network;

/// <summary>A datagram on its way through the layers: headers here, payload in counted pages.</summary>
/// <remarks>Has one owner at a time; who neither passes it on nor keeps it calls <see cref="Drop"/>.</remarks>
internal sealed class Packet
{
    /// <summary>TCP with all options, IPv6 and a link header fit.</summary>
    private const int Room = 128;

    private HeaderRoom _room;
    private int _start = Room;
    private int _end = Room;

    [InlineArray(Room)]
    private struct HeaderRoom
    {
        private byte _element0;
    }

    /// <summary>What follows the headers.</summary>
    internal PageRun Payload;

    /// <summary>The next in a <see cref="PacketQueue"/>.</summary>
    internal Packet? Next;

    /// <summary>What the layers have learnt of it on its way up.</summary>
    internal Endpoint Source { get; set; }

    internal Endpoint Destination { get; set; }

    internal Tcp.TcpHeader Tcp { get; set; }

    internal byte TrafficClass { get; set; }

    internal byte TimeToLive { get; set; }

    /// <summary>UDP_SEGMENT: it stands for several datagrams of so many bytes; 0: for one.</summary>
    internal int SegmentSize { get; set; }

    /// <summary>SO_MARK of the sender.</summary>
    internal int Mark { get; set; }

    /// <summary>The real time at which it was delivered, if that is asked for, and how many had been dropped by then.</summary>
    internal long Arrival { get; set; }

    internal int DropsBefore { get; set; }

    /// <summary>It never was on a wire, so its transport checksum was neither made nor need be looked at.</summary>
    internal bool IsTrusted { get; set; }

    /// <summary>The rest of the headers, the outermost first.</summary>
    internal Span<byte> Header => ((Span<byte>)_room)[_start.._end];

    /// <summary>All bytes: headers and payload.</summary>
    internal int Length => _end - _start + Payload.Length;

    /// <summary>Puts a header in front of the others. Its bytes are undefined.</summary>
    internal Span<byte> Prepend(int count)
    {
        _start -= count;
        return ((Span<byte>)_room).Slice(_start, count);
    }

    /// <summary>Takes the outermost header off.</summary>
    internal void Strip(int count) => _start += count;

    /// <summary>Puts back what <see cref="Strip"/> took off last.</summary>
    internal void Restore(int count) => _start -= count;

    /// <summary>Gives the payload back.</summary>
    internal void Drop() => Payload.Release();
}

/// <summary>Packets in order. Whoever owns it says which lock guards it.</summary>
internal struct PacketQueue
{
    private Packet? _first;
    private Packet? _last;

    internal readonly bool IsEmpty => _first is null;

    internal readonly Packet? First => _first;

    internal void Add(Packet packet)
    {
        packet.Next = null;
        if (_last is null) _first = packet;
        else _last.Next = packet;
        _last = packet;
    }

    internal bool TryTake([NotNullWhen(true)] out Packet? packet)
    {
        packet = _first;
        if (packet is null) return false;
        _first = packet.Next;
        if (_first is null) _last = null;
        packet.Next = null;
        return true;
    }

    /// <summary>Takes those up to one of them.</summary>
    internal PacketQueue TakeUpTo(Packet last)
    {
        PacketQueue taken = new() { _first = _first, _last = last };
        _first = last.Next;
        if (_first is null) _last = null;
        last.Next = null;
        return taken;
    }

    /// <summary>Puts others in front.</summary>
    internal void AddFirst(PacketQueue others)
    {
        if (others._last is null) return;
        others._last.Next = _first;
        _first = others._first;
        _last ??= others._last;
    }

    /// <summary>Takes all.</summary>
    internal PacketQueue TakeAll()
    {
        PacketQueue all = this;
        this = default;
        return all;
    }

    internal void DropAll()
    {
        while (TryTake(out Packet? packet))
        {
            packet.Drop();
        }
    }
}
