// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Devices;

/// <summary>A keyboard or pointer: <c>/dev/input/event0</c> with Linux's interface (linux/input.h). A driver derives from it.</summary>
/// <remarks>
/// Each opening gets all events from then on, in a ring of its own; who does not read loses events and is told so.
/// While one opening has grabbed the device (EVIOCGRAB), nobody else gets any.
/// </remarks>
public abstract class InputDevice : CharacterDevice
{
    private const uint Major = 13;
    private const uint FirstMinor = 64;
    private const int MaximumFiles = 16;
    private const uint Version = 0x010001;

    private readonly int _index;
    private readonly SpinLock<Receivers> _receivers = new(new Receivers { Files = new InputFile?[MaximumFiles] });

    private struct Receivers
    {
        public InputFile?[] Files;
        public InputFile? Grabber;
        public InputListener? Listener;
    }

    /// <summary>The device number of an input device.</summary>
    public static ulong NumberOf(int index) => DeviceNumber.Make(Major, FirstMinor + (uint)index);

    protected InputDevice(int index) => _index = index;

    public override string Name => "input/event" + _index.ToString();

    public override ulong Number => NumberOf(_index);

    /// <summary>What the device calls itself, in ASCII.</summary>
    protected abstract ReadOnlySpan<byte> DeviceName { get; }

    /// <summary>Bus, vendor, product and version (<c>struct input_id</c>).</summary>
    protected abstract ReadOnlySpan<byte> DeviceId { get; }

    /// <summary>A bit for each code of a type that the device may send; empty for a type that it never sends.</summary>
    protected abstract ReadOnlySpan<byte> CodesOf(InputEventType type);

    /// <summary>The range of an axis.</summary>
    /// <returns>False if the device has no such axis.</returns>
    protected abstract bool TryGetAxis(AbsoluteAxis axis, out int minimum, out int maximum, out int resolution);

    public override Result<OpenFile> Open(Path path, OpenFlags flags)
    {
        InputFile file = new(this, path, flags);
        using SpinLock<Receivers>.Guard receivers = _receivers.Lock();
        foreach (ref InputFile? place in receivers.Value.Files.AsSpan())
        {
            if (place is null)
            {
                place = file;
                return file;
            }
        }

        return Errno.EMFILE;
    }

    /// <summary>True if it has the keys that text is typed with.</summary>
    public bool IsKeyboard => HasKey(KeyCode.KEY_A) && HasKey(KeyCode.KEY_ENTER);

    /// <summary>The part of the kernel that gets the events besides programs. One at most.</summary>
    public void Connect(InputListener listener)
    {
        using SpinLock<Receivers>.Guard receivers = _receivers.Lock();
        receivers.Value.Listener = listener;
    }

    /// <summary>Hands an event to everybody who has the device open, or to who has grabbed it. Interrupt context.</summary>
    protected void Report(ushort type, ushort code, int value) =>
        PushToFiles(new InputReport(Clock.RealTimeNanoseconds, type, code, value))?.OnEvent((InputEventType)type, code, value);

    /// <returns>The listener, if it is to get the event too: it takes locks of its own, so it is called without this one.</returns>
    private InputListener? PushToFiles(in InputReport report)
    {
        using SpinLock<Receivers>.Guard receivers = _receivers.Lock();
        if (receivers.Value.Grabber is InputFile grabber)
        {
            grabber.Push(report);
            return null;
        }

        foreach (InputFile? file in receivers.Value.Files)
        {
            file?.Push(report);
        }

        return receivers.Value.Listener;
    }

    internal void Remove(InputFile file)
    {
        using SpinLock<Receivers>.Guard receivers = _receivers.Lock();
        int index = Array.IndexOf(receivers.Value.Files, file);
        if (index >= 0) receivers.Value.Files[index] = null;
        if (receivers.Value.Grabber == file) receivers.Value.Grabber = null;
    }

    /// <summary>EVIOCGRAB with an argument other than zero.</summary>
    /// <returns><c>EBUSY</c>: it is grabbed already.</returns>
    internal Errno Grab(InputFile file)
    {
        InputListener? listener;
        using (SpinLock<Receivers>.Guard receivers = _receivers.Lock())
        {
            if (receivers.Value.Grabber is not null) return Errno.EBUSY;

            receivers.Value.Grabber = file;
            listener = receivers.Value.Listener;
        }

        listener?.OnGrabbed();
        return Errno.None;
    }

    /// <summary>EVIOCGRAB with zero.</summary>
    /// <returns><c>EINVAL</c>: the file has not grabbed it.</returns>
    internal Errno Ungrab(InputFile file)
    {
        using SpinLock<Receivers>.Guard receivers = _receivers.Lock();
        if (receivers.Value.Grabber != file) return Errno.EINVAL;

        receivers.Value.Grabber = null;
        return Errno.None;
    }

    private bool HasKey(KeyCode key)
    {
        ReadOnlySpan<byte> keys = CodesOf(InputEventType.EV_KEY);
        int index = (int)key;
        return index / 8 < keys.Length && (keys[index / 8] >> (index % 8) & 1) != 0;
    }

    public override Result<long> Control(uint request, ulong argument)
    {
        const uint DirectionAndNumber = 0xC000_FFFF;
        const uint AxisRequests = 0x8000_4540;
        const uint BitRequests = 0x8000_4520;
        VirtualAddress address = new(argument);
        int length = (int)(request >> 16) & 0x3FFF;
        uint kind = request & DirectionAndNumber;
        if (request == InputIoctl.EVIOCGVERSION) return ToResult(UserMemory.Write(address, Version), sizeof(uint));
        if (request == InputIoctl.EVIOCGID) return Copy(address, DeviceId, length);
        if (kind == InputIoctl.EVIOCGNAME(0)) return CopyName(address, length);
        if (kind is >= BitRequests and < BitRequests + 0x20) return CopyBits(address, (InputEventType)(kind - BitRequests), length);
        if (kind is >= AxisRequests and < AxisRequests + 0x40) return CopyAxis(address, (AbsoluteAxis)(kind - AxisRequests));

        return Errno.EINVAL;
    }

    private Result<long> CopyName(VirtualAddress address, int length)
    {
        byte[] name = new byte[DeviceName.Length + 1];
        DeviceName.CopyTo(name);
        return Copy(address, name, length);
    }

    private Result<long> CopyBits(VirtualAddress address, InputEventType type, int length)
    {
        if (type != InputEventType.EV_SYN) return Copy(address, CodesOf(type), length);

        // Type 0 asks which types there are.
        Span<byte> types = stackalloc byte[4];
        types.Clear();
        types[0] = 1;
        for (int i = 1; i < 32; i++)
        {
            if (!CodesOf((InputEventType)i).IsEmpty) types[i / 8] |= (byte)(1 << (i % 8));
        }

        return Copy(address, types, length);
    }

    private Result<long> CopyAxis(VirtualAddress address, AbsoluteAxis axis)
    {
        if (!TryGetAxis(axis, out int minimum, out int maximum, out int resolution)) return Errno.EINVAL;

        Span<byte> info = stackalloc byte[InputAbsinfo.Size];
        info.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(info[InputAbsinfo.minimum..], minimum);
        BinaryPrimitives.WriteInt32LittleEndian(info[InputAbsinfo.maximum..], maximum);
        BinaryPrimitives.WriteInt32LittleEndian(info[InputAbsinfo.resolution..], resolution);
        return Copy(address, info, InputAbsinfo.Size);
    }

    private static Result<long> Copy(VirtualAddress address, ReadOnlySpan<byte> data, int room)
    {
        int length = Math.Min(data.Length, room);
        return ToResult(UserMemory.CopyOut(address, data[..length]), length);
    }

    private static Result<long> ToResult(Errno error, int length) => error == Errno.None ? (long)length : error;
}

/// <summary>What the kernel itself does with a device's events, while no program has grabbed the device.</summary>
public abstract class InputListener
{
    /// <summary>Interrupt context: neither sleeps nor allocates.</summary>
    public abstract void OnEvent(InputEventType type, ushort code, int value);

    /// <summary>Events go elsewhere from now on: the release of keys that are down now will not come.</summary>
    public abstract void OnGrabbed();
}

/// <summary>An event as it was received.</summary>
internal readonly struct InputReport(long time, ushort type, ushort code, int value)
{
    public long Time => time;

    public ushort Type => type;

    public ushort Code => code;

    public int Value => value;
}
