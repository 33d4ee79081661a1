// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Terminal;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Console;

/// <summary>The console device (virtio 1.2 §5.3), its first port as a terminal: <c>/dev/hvc0</c>.</summary>
/// <remarks>QEMU: <c>-device virtio-serial-pci -device virtconsole,chardev=ID</c>.</remarks>
public sealed class ConsoleDriver : TerminalDriver
{
    private const ulong VIRTIO_CONSOLE_F_SIZE = 1;
    private const int ReceiveQueue = 0;
    private const int TransmitQueue = 1;
    private const int ColumnsAndRows = 0;
    private const uint Major = 229;

    private readonly ConsoleTransmitter _transmitter;

    private ConsoleDriver(ConsoleTransmitter transmitter) => _transmitter = transmitter;

    /// <param name="index">0 becomes hvc0.</param>
    /// <returns>As <see cref="VirtioTransport.CreateQueue"/>; <c>ENOMEM</c>.</returns>
    public static Result<Terminal> Start(VirtioTransport transport, int index, JobControl jobs)
    {
        Errno error = transport.Negotiate(VIRTIO_CONSOLE_F_SIZE, out ulong features);
        if (error != Errno.None) return error;
        if (!transport.CreateQueue(ReceiveQueue).Try(out VirtQueue receive, out error)) return error;
        if (!transport.CreateQueue(TransmitQueue).Try(out VirtQueue transmit, out error)) return error;
        if (!ConsoleTransmitter.Create(transport, TransmitQueue, transmit).Try(out ConsoleTransmitter transmitter, out error)) return error;

        string name = "hvc" + index.ToString();
        Terminal terminal = new(name, DeviceNumber.Make(Major, (uint)index), new ConsoleDriver(transmitter), jobs, SizeOf(transport, features));
        if (!ConsoleReceiver.Create(transport, ReceiveQueue, receive, terminal, transmitter).Try(out ConsoleReceiver receiver, out error)) return error;

        error = transport.ConnectInterrupt(receiver);
        if (error != Errno.None) return error;

        transport.Start();
        receiver.Fill();
        return terminal;
    }

    public override int Room => _transmitter.Room;

    public override int Queued => _transmitter.Queued;

    public override void Write(ReadOnlySpan<byte> data) => _transmitter.Send(data);

    /// <summary>What the device says of the other end's size; zeros if nothing.</summary>
    private static WindowSize SizeOf(VirtioTransport transport, ulong features)
    {
        if ((features & VIRTIO_CONSOLE_F_SIZE) == 0) return default;

        uint size = transport.ReadConfiguration32(ColumnsAndRows);
        return new WindowSize { ws_col = (ushort)size, ws_row = (ushort)(size >> 16) };
    }
}
