// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Devices;

/// <summary>An opened <see cref="InputDevice"/> with the events that it has not read yet.</summary>
internal sealed class InputFile : OpenFile
{
    private const int Capacity = 256;

    private readonly InputDevice _device;
    private readonly WaitQueue _readable = new();
    private readonly SpinLock<Ring> _ring = new(new Ring { Events = new InputReport[Capacity] });

    private struct Ring
    {
        public InputReport[] Events;
        public uint Head;
        public uint Tail;
    }

    public InputFile(InputDevice device, Path path, OpenFlags flags)
        : base(path, flags) => _device = device;

    /// <summary>Keeps an event; if there is no room, what is there is replaced by one SYN_DROPPED, as Linux does it. Interrupt context.</summary>
    public void Push(in InputReport report)
    {
        using SpinLock<Ring>.Guard ring = _ring.Lock();
        if (ring.Value.Head - ring.Value.Tail == Capacity)
        {
            ring.Value.Tail = ring.Value.Head;
            Append(ref ring.Value, new InputReport(report.Time, (ushort)InputEventType.EV_SYN, (ushort)SynCode.SYN_DROPPED, 0));
        }

        Append(ref ring.Value, report);
        if (report.Type == (ushort)InputEventType.EV_SYN) _readable.WakeAll();
    }

    private static void Append(ref Ring ring, in InputReport report) => ring.Events[ring.Head++ % Capacity] = report;

    public override Result<long> Control(uint request, ulong argument)
    {
        if (request != InputIoctl.EVIOCGRAB) return _device.Control(request, argument);

        Errno error = argument != 0 ? _device.Grab(this) : _device.Ungrab(this);
        return error == Errno.None ? 0L : error;
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(_readable);
        using SpinLock<Ring>.Guard ring = _ring.Lock();
        return ring.Value.Head != ring.Value.Tail ? PollEvents.POLLIN | PollEvents.POLLRDNORM : PollEvents.None;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        if (sink.Remaining < InputEvent.Size) return Errno.EINVAL;

        long start = sink.Transferred;
        Span<byte> bytes = stackalloc byte[InputEvent.Size];
        while (sink.Remaining >= InputEvent.Size)
        {
            Errno error = Take(mayWait: sink.Transferred == start && !IsNonBlocking, out InputReport report);
            if (error != Errno.None) return sink.Transferred > start ? sink.Transferred - start : error;

            Encode(report, bytes);
            error = sink.Write(bytes);
            if (error != Errno.None) return error;
        }

        return sink.Transferred - start;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EINVAL;
    }

    protected override void OnClose() => _device.Remove(this);

    private Errno Take(bool mayWait, out InputReport report)
    {
        report = default;
        using SpinLock<Ring>.Guard ring = _ring.Lock();
        while (ring.Value.Head == ring.Value.Tail)
        {
            if (!mayWait) return Errno.EAGAIN;

            Errno error = _readable.Wait(in ring);
            if (error != Errno.None) return error;
        }

        report = ring.Value.Events[ring.Value.Tail++ % Capacity];
        return Errno.None;
    }

    private static void Encode(in InputReport report, Span<byte> bytes)
    {
        Timeval time = Timeval.FromNanoseconds(report.Time);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[InputEvent.tv_sec..], time.tv_sec);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[InputEvent.tv_usec..], time.tv_usec);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[InputEvent.type..], report.Type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[InputEvent.code..], report.Code);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[InputEvent.value..], report.Value);
    }
}
