// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Gpu;

/// <summary>The display device (virtio 1.2 §5.7) as a frame buffer of 32-bit pixels: <c>/dev/fb0</c>.</summary>
/// <remarks>QEMU: <c>-device virtio-vga</c> or <c>virtio-gpu-pci</c>, <c>virtio-gpu-device</c>.</remarks>
public sealed class GpuDriver : Framebuffer
{
    private const int EventsRead = 0;
    private const int EventsClear = 4;
    private const uint VIRTIO_GPU_EVENT_DISPLAY = 1;

    private readonly VirtioTransport _transport;
    private readonly GpuCommands _commands;
    private uint _resource;

    private GpuDriver(VirtioTransport transport, GpuCommands commands, int index)
        : base(index)
    {
        _transport = transport;
        _commands = commands;
    }

    public static Result<GpuDriver> Start(VirtioTransport transport, int index)
    {
        Errno error = transport.Negotiate(0, out _);
        if (error != Errno.None) return error;
        if (!transport.CreateQueue(0).Try(out VirtQueue queue, out error)) return error;

        var requests = new RequestQueue(transport, 0, queue);
        if (!GpuCommands.Create(requests).Try(out GpuCommands commands, out error)) return error;

        var driver = new GpuDriver(transport, commands, index);
        error = transport.ConnectInterrupt(new Interrupts(requests, driver));
        if (error != Errno.None) return error;

        transport.Start();
        error = commands.GetDisplaySize(out int width, out int height);
        (width, height) = error == Errno.None ? (width, height) : (DefaultWidth, DefaultHeight);
        error = driver.SetMode(width, height);
        return error == Errno.None ? driver : error;
    }

    protected override Errno ApplyMode(int width, int height, List<Page> pages)
    {
        uint resource = _resource + 1;
        Errno error = _commands.CreateResource(resource, width, height);
        if (error != Errno.None) return error;

        error = _commands.AttachBacking(resource, pages, PagesOf(width, height));
        error = error == Errno.None ? _commands.SetScanout(resource, width, height) : error;
        if (error != Errno.None)
        {
            _ = _commands.DestroyResource(resource);
            return error;
        }

        if (_resource != 0) _ = _commands.DestroyResource(_resource);
        _resource = resource;
        return Errno.None;
    }

    private bool HasDisplayEvent => (_transport.ReadConfiguration32(EventsRead) & VIRTIO_GPU_EVENT_DISPLAY) != 0;

    protected override Errno Show(int width, int height) => _commands.Update(_resource, width, height);

    protected override bool TryTakeResize(out int width, out int height)
    {
        (width, height) = (0, 0);
        if (!HasDisplayEvent) return false;

        _transport.WriteConfiguration32(EventsClear, VIRTIO_GPU_EVENT_DISPLAY);
        return _commands.GetDisplaySize(out width, out height) == Errno.None;
    }

    private sealed class Interrupts(RequestQueue requests, GpuDriver driver) : VirtioDriver
    {
        public override void OnQueueInterrupt() => requests.OnInterrupt();

        /// <summary>With a single vector this comes with every interrupt, so the device is asked first.</summary>
        public override void OnConfigurationInterrupt()
        {
            if (driver.HasDisplayEvent) driver.OnResizeWanted();
        }
    }
}
