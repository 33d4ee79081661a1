// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Terminal;
using Skift.Core.Terminal.Screen;
using Skift.Drivers.Serial;
using Skift.Drivers.Virtio;
using Skift.Machine;

namespace Skift.Kernel;

/// <summary>The drivers that look for their devices at boot. A new one is one line in <see cref="Start"/>.</summary>
internal static class DriverList
{
    private const uint SerialMajor = 4;
    private const uint FirstSerialMinor = 64;

    internal static void Start(DeviceTable devices, JobControl jobs)
    {
        StartSerial(devices, jobs);
        new VirtioBus(devices, jobs).Start();
        StartScreen(devices, jobs);
    }

    /// <summary>A screen with a keyboard is a terminal; it is the console where there is no serial line.</summary>
    private static void StartScreen(DeviceTable devices, JobControl jobs)
    {
        List<InputDevice> keyboards = FindKeyboards(devices);
        if (keyboards.Count == 0 || devices.FindCharacter(Framebuffer.NumberOf(0)) is not Framebuffer framebuffer) return;

        Terminal terminal = ScreenTerminal.Start(framebuffer, keyboards, jobs);
        _ = devices.Register(new TerminalDevice(terminal));
        ConsoleDevice console = new(terminal);
        if (devices.FindCharacter(console.Number) is null) _ = devices.Register(console);
    }

    private static List<InputDevice> FindKeyboards(DeviceTable devices)
    {
        List<InputDevice> keyboards = [];
        for (int index = 0; devices.FindCharacter(InputDevice.NumberOf(index)) is InputDevice device; index++)
        {
            if (device.IsKeyboard) keyboards.Add(device);
        }

        return keyboards;
    }

    /// <summary>COM1, the console, and COM2, where the PC has always had them.</summary>
    private static void StartSerial(DeviceTable devices, JobControl jobs)
    {
        Terminal? first = StartSerialPort("ttyS0", 0x3F8, 4, 0, devices, jobs);
        Terminal? second = StartSerialPort("ttyS1", 0x2F8, 3, 1, devices, jobs);
        if ((first ?? second) is Terminal console) _ = devices.Register(new ConsoleDevice(console));
    }

    private static Terminal? StartSerialPort(string name, ushort port, int interrupt, uint number, DeviceTable devices, JobControl jobs)
    {
        if (!SerialPort.Probe(port).Try(out SerialPort? device, out _)) return null;

        Terminal terminal = new(name, DeviceNumber.Make(SerialMajor, FirstSerialMinor + number), device!, jobs);
        Errno error = device!.Start(terminal, interrupt);
        if (error != Errno.None) Log.Warning($"{name}: no interrupt, output only: error {(int)error}");
        _ = devices.Register(new TerminalDevice(terminal));
        return terminal;
    }
}
