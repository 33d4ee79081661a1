// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Gpu;

/// <summary>The 2D commands of the display device (virtio 1.2 §5.7.6), each sent and waited for.</summary>
public sealed class GpuCommands
{
    private const uint VIRTIO_GPU_CMD_GET_DISPLAY_INFO = 0x0100;
    private const uint VIRTIO_GPU_CMD_RESOURCE_CREATE_2D = 0x0101;
    private const uint VIRTIO_GPU_CMD_RESOURCE_UNREF = 0x0102;
    private const uint VIRTIO_GPU_CMD_SET_SCANOUT = 0x0103;
    private const uint VIRTIO_GPU_CMD_RESOURCE_FLUSH = 0x0104;
    private const uint VIRTIO_GPU_CMD_TRANSFER_TO_HOST_2D = 0x0105;
    private const uint VIRTIO_GPU_CMD_RESOURCE_ATTACH_BACKING = 0x0106;
    private const uint VIRTIO_GPU_RESP_OK_NODATA = 0x1100;
    private const uint VIRTIO_GPU_RESP_OK_DISPLAY_INFO = 0x1101;
    private const uint VIRTIO_GPU_FORMAT_B8G8R8X8_UNORM = 2;

    private const int HeaderLength = 24;
    private const int DisplayLength = 24;
    private const int MaximumDisplays = 16;
    private const int EntryLength = 16;

    // The command goes first, with room for the page list of the largest picture; the answer lies behind it.
    private const int CommandLength = 256 * 1024;
    private const int AnswerLength = Page.Size;

    private readonly RequestQueue _requests;
    private readonly Mutex<DmaBuffer> _buffer;

    private GpuCommands(RequestQueue requests, DmaBuffer buffer)
    {
        _requests = requests;
        _buffer = new Mutex<DmaBuffer>(buffer);
    }

    public static Result<GpuCommands> Create(RequestQueue requests)
    {
        DmaBuffer? buffer = DmaBuffer.TryAllocate(CommandLength + AnswerLength);
        if (buffer is null) return Errno.ENOMEM;

        return new GpuCommands(requests, buffer);
    }

    /// <summary>The size that the first display asks for.</summary>
    /// <returns><c>ENXIO</c>: no display is on; <c>EIO</c>.</returns>
    public Errno GetDisplaySize(out int width, out int height)
    {
        (width, height) = (0, 0);
        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        Begin(buffer.Value, VIRTIO_GPU_CMD_GET_DISPLAY_INFO);
        Errno error = Send(buffer.Value, HeaderLength, HeaderLength + MaximumDisplays * DisplayLength, VIRTIO_GPU_RESP_OK_DISPLAY_INFO);
        if (error != Errno.None) return error;

        int display = CommandLength + HeaderLength;
        width = (int)buffer.Value.Read32(display + 8);
        height = (int)buffer.Value.Read32(display + 12);
        return buffer.Value.Read32(display + 16) != 0 && width > 0 && height > 0 ? Errno.None : Errno.ENXIO;
    }

    /// <summary>Makes a picture of 32-bit pixels in the device.</summary>
    public Errno CreateResource(uint resource, int width, int height)
    {
        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        Begin(buffer.Value, VIRTIO_GPU_CMD_RESOURCE_CREATE_2D);
        buffer.Value.Write32(24, resource);
        buffer.Value.Write32(28, VIRTIO_GPU_FORMAT_B8G8R8X8_UNORM);
        buffer.Value.Write32(32, (uint)width);
        buffer.Value.Write32(36, (uint)height);
        return Send(buffer.Value, 40);
    }

    public Errno DestroyResource(uint resource)
    {
        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        Begin(buffer.Value, VIRTIO_GPU_CMD_RESOURCE_UNREF);
        buffer.Value.Write32(24, resource);
        buffer.Value.Write32(28, 0);
        return Send(buffer.Value, 32);
    }

    /// <summary>Says which pages hold the picture.</summary>
    /// <returns><c>E2BIG</c>: more pages than fit in one command.</returns>
    public Errno AttachBacking(uint resource, List<Page> pages, int pageCount)
    {
        const int FirstEntry = HeaderLength + 8;
        if (FirstEntry + pageCount * EntryLength > CommandLength) return Errno.E2BIG;

        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        Begin(buffer.Value, VIRTIO_GPU_CMD_RESOURCE_ATTACH_BACKING);
        buffer.Value.Write32(24, resource);
        buffer.Value.Write32(28, (uint)pageCount);
        for (int i = 0; i < pageCount; i++)
        {
            int entry = FirstEntry + i * EntryLength;
            buffer.Value.Write64(entry, pages[i].Address.Value);
            buffer.Value.Write32(entry + 8, Page.Size);
            buffer.Value.Write32(entry + 12, 0);
        }

        return Send(buffer.Value, FirstEntry + pageCount * EntryLength);
    }

    /// <summary>Shows a picture on the first display.</summary>
    public Errno SetScanout(uint resource, int width, int height) =>
        SendRectangle(VIRTIO_GPU_CMD_SET_SCANOUT, width, height, 0, resource);

    /// <summary>Copies the pages' contents into the device's picture, and shows it.</summary>
    public Errno Update(uint resource, int width, int height)
    {
        using (Mutex<DmaBuffer>.Guard buffer = _buffer.Lock())
        {
            Begin(buffer.Value, VIRTIO_GPU_CMD_TRANSFER_TO_HOST_2D);
            WriteRectangle(buffer.Value, width, height);
            buffer.Value.Write64(40, 0);
            buffer.Value.Write32(48, resource);
            buffer.Value.Write32(52, 0);
            Errno error = Send(buffer.Value, 56);
            if (error != Errno.None) return error;
        }

        return SendRectangle(VIRTIO_GPU_CMD_RESOURCE_FLUSH, width, height, resource, 0);
    }

    private Errno SendRectangle(uint command, int width, int height, uint first, uint second)
    {
        using Mutex<DmaBuffer>.Guard buffer = _buffer.Lock();
        Begin(buffer.Value, command);
        WriteRectangle(buffer.Value, width, height);
        buffer.Value.Write32(40, first);
        buffer.Value.Write32(44, second);
        return Send(buffer.Value, 48);
    }

    private static void WriteRectangle(DmaBuffer buffer, int width, int height)
    {
        buffer.Write32(24, 0);
        buffer.Write32(28, 0);
        buffer.Write32(32, (uint)width);
        buffer.Write32(36, (uint)height);
    }

    /// <summary><c>struct virtio_gpu_ctrl_hdr</c>: no fence, no context.</summary>
    private static void Begin(DmaBuffer buffer, uint command)
    {
        buffer.Write32(0, command);
        buffer.Write32(4, 0);
        buffer.Write64(8, 0);
        buffer.Write64(16, 0);
        buffer.Write32(CommandLength, 0);
    }

    private Errno Send(DmaBuffer buffer, int length, int answerLength = HeaderLength, uint expected = VIRTIO_GPU_RESP_OK_NODATA)
    {
        ReadOnlySpan<VirtSegment> segments =
        [
            new(buffer.Address, length, deviceWrites: false),
            new(buffer.Address + CommandLength, answerLength, deviceWrites: true),
        ];
        Errno error = _requests.Execute(segments, out int written);
        if (error != Errno.None) return error;

        return written >= HeaderLength && buffer.Read32(CommandLength) == expected ? Errno.None : Errno.EIO;
    }
}
