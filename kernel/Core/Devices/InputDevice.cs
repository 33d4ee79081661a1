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
/// <remarks>Each opening gets all events from then on, in a ring of its own; who does not read loses events and is told so.</remarks>
public abstract class InputDevice : CharacterDevice
{
    private const uint Major = 13;
    private const uint FirstMinor = 64;
    private const int MaximumFiles = 16;
    private const uint Version = 0x010001;

    private readonly int _index;
    private readonly SpinLock<InputFile?[]> _files = new(new InputFile?[MaximumFiles]);

    protected InputDevice(int index) => _index = index;

    public override string Name => "input/event" + _index.ToString();

    public override ulong Number => DeviceNumber.Make(Major, FirstMinor + (uint)_index);

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
        using SpinLock<InputFile?[]>.Guard files = _files.Lock();
        for (int i = 0; i < MaximumFiles; i++)
        {
            if (files.Value[i] is null)
            {
                files.Value[i] = file;
                return file;
            }
        }

        return Errno.EMFILE;
    }

    /// <summary>Hands an event to everybody who has the device open. Interrupt context.</summary>
    protected void Report(ushort type, ushort code, int value)
    {
        long now = Clock.RealTimeNanoseconds;
        using SpinLock<InputFile?[]>.Guard files = _files.Lock();
        foreach (InputFile? file in files.Value)
        {
            file?.Push(new InputReport(now, type, code, value));
        }
    }

    internal void Remove(InputFile file)
    {
        using SpinLock<InputFile?[]>.Guard files = _files.Lock();
        int index = Array.IndexOf(files.Value, file);
        if (index >= 0) files.Value[index] = null;
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
        if (request == InputIoctl.EVIOCGRAB) return 0L;
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

/// <summary>An event as it was received.</summary>
internal readonly struct InputReport(long time, ushort type, ushort code, int value)
{
    public long Time => time;

    public ushort Type => type;

    public ushort Code => code;

    public int Value => value;
}
