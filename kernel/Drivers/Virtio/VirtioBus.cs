// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Terminal;
using Skift.Drivers.Pci;
using Skift.Drivers.Virtio.Block;
using Skift.Drivers.Virtio.Console;
using Skift.Drivers.Virtio.Entropy;
using Skift.Drivers.Virtio.Gpu;
using Skift.Drivers.Virtio.Input;
using Skift.Machine;

namespace Skift.Drivers.Virtio;

/// <summary>Finds the virtio devices of the machine and starts a driver for each. A new driver is a line in <see cref="StartOne"/>.</summary>
public sealed class VirtioBus(DeviceTable devices, JobControl jobs)
{
    private int _disks;
    private int _screens;
    private int _inputs;
    private int _consoles;

    /// <summary>Runs in a thread that may sleep: drivers talk to their devices.</summary>
    public void Start()
    {
        foreach (VirtioTransport transport in FindAll())
        {
            Errno error = StartOne(transport);
            if (error == Errno.None) continue;

            transport.Fail();
            Log.Warning($"virtio {transport.Name}: device of type {(int)transport.Type} not started: error {(int)error}");
        }
    }

    private static List<VirtioTransport> FindAll()
    {
        List<VirtioTransport> found = VirtioMmioFinder.Find();
        foreach (PciFunction function in PciBus.Enumerate())
        {
            if (!VirtioPciTransport.IsVirtio(function)) continue;
            if (VirtioPciTransport.Open(function).Try(out VirtioPciTransport transport, out Errno error)) found.Add(transport);
            else Log.Warning($"virtio {function.Name}: no virtio 1.0 interface: error {(int)error}");
        }

        return found;
    }

    private Errno StartOne(VirtioTransport transport) => transport.Type switch
    {
        VirtioType.Block => StartDisk(transport),
        VirtioType.Console => StartConsole(transport),
        VirtioType.Entropy => EntropyDriver.Start(transport),
        VirtioType.Gpu => StartScreen(transport),
        VirtioType.Input => StartInput(transport),
        _ => Errno.ENODEV,
    };

    private Errno StartDisk(VirtioTransport transport)
    {
        if (!BlockDriver.Start(transport, _disks).Try(out BlockDriver disk, out Errno error)) return error;

        _disks++;
        Log.Info($"{disk.Name}: {disk.SectorCount / 2048} MiB");
        return devices.Register(disk);
    }

    private Errno StartScreen(VirtioTransport transport)
    {
        if (!GpuDriver.Start(transport, _screens).Try(out GpuDriver screen, out Errno error)) return error;

        _screens++;
        screen.Begin();
        return devices.Register(screen);
    }

    private Errno StartInput(VirtioTransport transport)
    {
        if (!InputDriver.Start(transport, _inputs).Try(out InputDriver input, out Errno error)) return error;

        _inputs++;
        return devices.Register(input);
    }

    private Errno StartConsole(VirtioTransport transport)
    {
        if (!ConsoleDriver.Start(transport, _consoles, jobs).Try(out Terminal terminal, out Errno error)) return error;

        _consoles++;
        return devices.Register(new TerminalDevice(terminal));
    }
}
