// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Terminal;
using Skift.Machine;

namespace Skift.Drivers.Serial;

/// <summary>A 16550 serial port under a terminal: COM1 is <c>/dev/ttyS0</c>.</summary>
/// <remarks>
/// Registers as in the National Semiconductor PC16550D data sheet. QEMU: <c>-serial stdio</c>. A byte goes out at once while the transmitter is
/// ready, as it nearly always is under QEMU; when nobody reads at the other end the rest waits in a ring that the transmitter's interrupt empties.
/// </remarks>
public sealed class SerialPort : TerminalDriver
{
    private const int PortCount = 8;
    private const int Data = 0;
    private const int InterruptEnable = 1;
    private const int InterruptIdentification = 2;
    private const int ModemControl = 4;
    private const int LineStatus = 5;
    private const int Scratch = 7;

    private const byte ReceiveInterrupt = 1;
    private const byte TransmitInterrupt = 2;
    private const byte NoInterruptPending = 1;
    private const byte DataReady = 1;
    private const byte HoldingEmpty = 0x20;
    private const byte TransmitterEmpty = 0x40;
    private const byte ReadyLines = 0x0B;
    private const int FifoDepth = 16;
    private const int BytesAtOnce = 256;
    private const int PatienceReads = 100_000;

    private readonly IoPorts _ports;
    private readonly SpinLock<TransmitRing> _output = new(new TransmitRing(), LockRank.Unranked);
    private Terminal? _terminal;
    private InterruptLine? _interrupt;

    private SerialPort(IoPorts ports) => _ports = ports;

    /// <summary>Looks for a port.</summary>
    /// <returns><c>ENODEV</c>: nothing answers there.</returns>
    public static Result<SerialPort> Probe(ushort firstPort)
    {
        const byte Pattern = 0x5A;
        IoPorts ports = new(firstPort, PortCount);
        ports.Write8(Scratch, Pattern);
        return ports.Read8(Scratch) == Pattern ? new SerialPort(ports) : Errno.ENODEV;
    }

    /// <summary>Begins to hand what comes in to the terminal.</summary>
    /// <returns>As <see cref="InterruptLine.ConnectIsa"/>; without an interrupt there is output only.</returns>
    public Errno Start(Terminal terminal, int interrupt)
    {
        _terminal = terminal;
        if (!InterruptLine.ConnectIsa(interrupt, new Receiver(this)).Try(out _interrupt, out Errno error)) return error;
        _ports.Write8(ModemControl, ReadyLines);
        _ports.Write8(InterruptEnable, ReceiveInterrupt);
        return Errno.None;
    }

    public override int Room
    {
        get
        {
            using SpinLock<TransmitRing>.Guard output = _output.Lock();
            return output.Value.Room;
        }
    }

    public override int Queued
    {
        get
        {
            using SpinLock<TransmitRing>.Guard output = _output.Lock();
            return output.Value.Count + ((_ports.Read8(LineStatus) & TransmitterEmpty) != 0 ? 0 : 1);
        }
    }

    /// <summary>Programs send what there is <see cref="Room"/> for. Echo and the kernel's messages cannot wait: they are cut when the ring is full.</summary>
    public override void Write(ReadOnlySpan<byte> data)
    {
        using SpinLock<TransmitRing>.Guard output = _output.Lock();
        foreach (byte value in data)
        {
            if (output.Value.Count == 0 && (CanSend || (_interrupt is null && WaitUntilReady())))
            {
                _ports.Write8(Data, value);
            }
            else if (!output.Value.TryAdd(value))
            {
                break;
            }
        }

        if (_interrupt is null) output.Value.Clear();
        else if (output.Value.Count != 0) _ports.Write8(InterruptEnable, ReceiveInterrupt | TransmitInterrupt);
    }

    public override void DiscardOutput()
    {
        using SpinLock<TransmitRing>.Guard output = _output.Lock();
        output.Value.Clear();
    }

    private bool CanSend => (_ports.Read8(LineStatus) & HoldingEmpty) != 0;

    /// <summary>A port without an interrupt that never becomes ready loses output rather than stopping the machine.</summary>
    private bool WaitUntilReady()
    {
        for (int i = 0; i < PatienceReads; i++)
        {
            if (CanSend) return true;
            Cpu.Relax();
        }

        return false;
    }

    /// <summary>Sends what waits, as far as the transmitter takes it.</summary>
    /// <returns>Whether writers should look for room: half of the ring is free.</returns>
    private bool Transmit()
    {
        using SpinLock<TransmitRing>.Guard output = _output.Lock();
        if (output.Value.Count == 0) return false;
        bool wasShort = output.Value.Room < TransmitRing.Capacity / 2;
        for (int i = 0; i < BytesAtOnce && CanSend && output.Value.TryTake(out byte value); i++) _ports.Write8(Data, value);
        if (output.Value.Count == 0) _ports.Write8(InterruptEnable, ReceiveInterrupt);
        return output.Value.Count == 0 || (wasShort && output.Value.Room >= TransmitRing.Capacity / 2);
    }

    private sealed class Receiver(SerialPort port) : InterruptHandler
    {
        protected override bool OnInterrupt(in InterruptContext context)
        {
            // The line is edge-triggered: it must be seen low once, or it never rises again.
            bool isMine = false;
            bool hasMore;
            do
            {
                hasMore = (port._ports.Read8(InterruptIdentification) & NoInterruptPending) == 0;
                isMine |= hasMore | Receive();
                if (port.Transmit()) port._terminal!.OnOutputTaken();
            }
            while (hasMore);
            return isMine;
        }

        private bool Receive()
        {
            Span<byte> received = stackalloc byte[FifoDepth];
            bool any = false;
            int count;
            do
            {
                count = 0;
                while (count < FifoDepth && (port._ports.Read8(LineStatus) & DataReady) != 0)
                {
                    received[count++] = port._ports.Read8(Data);
                }

                port._terminal!.Receive(received[..count]);
                any |= count != 0;
            }
            while (count == FifoDepth);
            return any;
        }
    }
}
