// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Terminal;
using Skift.Drivers.Serial;
using Skift.Machine;

namespace Skift.Kernel;

/// <summary>The drivers that look for their devices at boot. A new one is one line in <see cref="Start"/>.</summary>
internal static class DriverList
{
    private const ushort FirstSerialPort = 0x3F8;
    private const int FirstSerialInterrupt = 4;
    private const uint SerialMajor = 4;
    private const uint FirstSerialMinor = 64;

    internal static void Start(DeviceTable devices, JobControl jobs)
    {
        StartSerial(devices, jobs);
    }

    private static void StartSerial(DeviceTable devices, JobControl jobs)
    {
        if (!SerialPort.Probe(FirstSerialPort).Try(out SerialPort? port, out _)) return;
        Terminal terminal = new("ttyS0", DeviceNumber.Make(SerialMajor, FirstSerialMinor), port!, jobs);
        Errno error = port!.Start(terminal, FirstSerialInterrupt);
        if (error != Errno.None) Log.Warning($"ttyS0: no interrupt, output only: error {(int)error}");
        _ = devices.Register(new TerminalDevice(terminal));
        _ = devices.Register(new ConsoleDevice(terminal));
    }
}
