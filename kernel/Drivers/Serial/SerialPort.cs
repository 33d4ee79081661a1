// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Terminal;
using Skift.Machine;

namespace Skift.Drivers.Serial;

/// <summary>A 16550 serial port under a terminal: COM1 is <c>/dev/ttyS0</c>.</summary>
/// <remarks>
/// Registers as in the National Semiconductor PC16550D data sheet. QEMU: <c>-serial stdio</c>. Output waits for the transmitter, which under
/// QEMU is always ready; input comes by interrupt.
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
    private const byte NoInterruptPending = 1;
    private const byte DataReady = 1;
    private const byte TransmitterEmpty = 0x20;
    private const byte ReadyLines = 0x0B;
    private const int FifoDepth = 16;
    private const int PatienceReads = 100_000;

    private readonly IoPorts _ports;
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

    public override void Write(ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            // A port that never becomes ready loses output rather than stopping the machine.
            for (int i = 0; i < PatienceReads && (_ports.Read8(LineStatus) & TransmitterEmpty) == 0; i++)
            {
                Cpu.Relax();
            }

            _ports.Write8(Data, value);
        }
    }

    private sealed class Receiver(SerialPort port) : InterruptHandler
    {
        protected override bool OnInterrupt(in InterruptContext context)
        {
            bool isMine = (port._ports.Read8(InterruptIdentification) & NoInterruptPending) == 0;
            Span<byte> received = stackalloc byte[FifoDepth];
            int count;
            do
            {
                count = 0;
                while (count < FifoDepth && (port._ports.Read8(LineStatus) & DataReady) != 0)
                {
                    received[count++] = port._ports.Read8(Data);
                }

                port._terminal!.Receive(received[..count]);
            }
            while (count == FifoDepth);
            return isMine || count != 0;
        }
    }
}
