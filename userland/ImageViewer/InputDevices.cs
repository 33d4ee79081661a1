// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Skift.Abi;
using Skift.ImageViewer.View;
using Skift.Libc;

namespace Skift.ImageViewer;

/// <summary>The event devices of /dev/input: keyboards, mice and tablets. Those that cannot be opened are left out.</summary>
internal sealed class InputDevices : IDisposable
{
    private const string Folder = "/dev/input";
    private const int EventsPerRead = 64;

    private readonly List<Device> _devices = new List<Device>();
    private readonly byte[] _buffer = new byte[EventsPerRead * InputEvent.Size];

    /// <param name="screenWidth">What the whole width of a tablet corresponds to.</param>
    /// <param name="screenHeight">What its whole height corresponds to.</param>
    /// <param name="hasTerminal">Keys may come from a terminal too, so a device's keys count only if nobody else gets them.</param>
    internal InputDevices(int screenWidth, int screenHeight, bool hasTerminal)
    {
        if (!Posix.Opendir(Folder).Try(out DirectoryStream directory, out _))
            return;
        using (directory)
        {
            while (directory.Read(out DirectoryEntry entry))
            {
                if (entry.Name.StartsWith("event", StringComparison.Ordinal))
                    TryAdd(Folder + "/" + entry.Name, screenWidth, screenHeight, hasTerminal);
            }
        }
    }

    internal int Count => _devices.Count;

    internal int GetDescriptor(int index) => _devices[index].Descriptor;

    /// <summary>Passes on what came from a device.</summary>
    /// <returns>False if the device is gone.</returns>
    internal bool Read(int index, ViewerSession session, long now)
    {
        Device device = _devices[index];
        if (!Posix.Read(device.Descriptor, _buffer).Try(out int length, out Errno error))
            return error is Errno.EAGAIN or Errno.EINTR;
        for (int at = 0; at + InputEvent.Size <= length; at += InputEvent.Size)
        {
            ReadOnlySpan<byte> record = _buffer.AsSpan(at, InputEvent.Size);
            InputEventType type = (InputEventType)BinaryPrimitives.ReadUInt16LittleEndian(record.Slice(InputEvent.type));
            ushort code = BinaryPrimitives.ReadUInt16LittleEndian(record.Slice(InputEvent.code));
            int value = BinaryPrimitives.ReadInt32LittleEndian(record.Slice(InputEvent.value));
            ViewerAction action = device.Input.Feed(type, code, value);
            if (action != ViewerAction.None)
                session.Apply(action, now);
            // Both coordinates are known when the report is complete.
            if (type == InputEventType.EV_SYN && device.Input.TryTakeDrag(out int right, out int down))
                session.Drag(right, down);
        }

        return length > 0;
    }

    internal void Remove(int index)
    {
        Posix.Close(_devices[index].Descriptor);
        _devices.RemoveAt(index);
    }

    public void Dispose()
    {
        while (_devices.Count > 0)
            Remove(_devices.Count - 1);
    }

    private void TryAdd(string path, int screenWidth, int screenHeight, bool hasTerminal)
    {
        const OpenFlags Flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC;
        if (!Posix.Open(path, Flags).Try(out int fd, out _))
            return;
        DeviceInput input = new DeviceInput(screenWidth, screenHeight);
        SetRange(fd, input, AbsoluteAxis.ABS_X);
        SetRange(fd, input, AbsoluteAxis.ABS_Y);
        // A grabbed keyboard writes to no terminal. The request's argument is the flag itself; a pointer is as good as 1.
        bool isGrabbed = Posix.IoctlBuffer(fd, InputIoctl.EVIOCGRAB, new byte[4]).IsSuccess;
        input.HasKeys = isGrabbed || !hasTerminal;
        _devices.Add(new Device(fd, input));
    }

    private static void SetRange(int fd, DeviceInput input, AbsoluteAxis axis)
    {
        byte[] information = new byte[InputAbsinfo.Size];
        if (!Posix.IoctlBuffer(fd, InputIoctl.EVIOCGABS(axis), information).IsSuccess)
            return;
        input.SetRange(axis, BinaryPrimitives.ReadInt32LittleEndian(information.AsSpan(InputAbsinfo.minimum)),
            BinaryPrimitives.ReadInt32LittleEndian(information.AsSpan(InputAbsinfo.maximum)));
    }

    private readonly struct Device
    {
        internal Device(int descriptor, DeviceInput input)
        {
            Descriptor = descriptor;
            Input = input;
        }

        internal int Descriptor { get; }

        internal DeviceInput Input { get; }
    }
}
