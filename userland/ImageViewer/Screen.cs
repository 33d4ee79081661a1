// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Imaging;
using Skift.Libc;

namespace Skift.ImageViewer;

/// <summary>A frame buffer device (linux/fb.h) of 32-bit pixels. What was on the screen comes back at the end.</summary>
internal sealed class Screen : IDisposable
{
    private const int BytesPerPixel = 4;

    private readonly int _fd;
    private readonly byte[] _information;
    private readonly MappedMemory? _memory;
    private readonly int _stride;
    private readonly int _offset;
    private readonly byte[] _saved;
    private readonly byte[] _row;

    private Screen(int fd, byte[] variable, int stride, MappedMemory? memory)
    {
        _fd = fd;
        _information = variable;
        _stride = stride;
        _memory = memory;
        Width = (int)Field(variable, FbVarScreeninfo.xres);
        Height = (int)Field(variable, FbVarScreeninfo.yres);
        _offset = (int)Field(variable, FbVarScreeninfo.yoffset) * stride + (int)Field(variable, FbVarScreeninfo.xoffset) * BytesPerPixel;
        _row = new byte[Width * BytesPerPixel];
        _saved = new byte[_row.Length * Height];
        for (int y = 0; y < Height; y++)
            ReadRow(y, _saved.AsSpan(y * _row.Length, _row.Length));
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Opens the device.</summary>
    /// <param name="path">The device.</param>
    /// <param name="screen">The screen, or null.</param>
    /// <returns>What is wrong, or null.</returns>
    internal static string? Open(string path, out Screen? screen)
    {
        screen = null;
        if (!Posix.Open(path, OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC).Try(out int fd, out Errno error))
            return Posix.Strerror(error);
        string? problem = Prepare(fd, out screen);
        if (problem is not null)
            Posix.Close(fd);
        return problem;
    }

    /// <summary>Shows a bitmap of the screen's size.</summary>
    internal void Show(Bitmap bitmap)
    {
        for (int y = 0; y < Height; y++)
        {
            Span<uint> pixels = bitmap.Row(y);
            Span<byte> row = _memory is null ? _row : _memory.Slice(_offset + (long)y * _stride, _row.Length);
            for (int x = 0; x < pixels.Length; x++)
                BinaryPrimitives.WriteUInt32LittleEndian(row.Slice(BytesPerPixel * x), pixels[x] & ~Bitmap.Opaque);
            if (_memory is null)
                WriteRow(y, row);
        }

        Flush();
    }

    /// <summary>Puts back what was on the screen.</summary>
    public void Dispose()
    {
        for (int y = 0; y < Height; y++)
            WriteRow(y, _saved.AsSpan(y * _row.Length, _row.Length));
        Flush();
        _memory?.Dispose();
        Posix.Close(_fd);
    }

    private static string? Prepare(int fd, out Screen? screen)
    {
        screen = null;
        byte[] variable = new byte[FbVarScreeninfo.Size];
        byte[] permanent = new byte[FbFixScreeninfo.Size];
        if (!Posix.IoctlBuffer(fd, FramebufferIoctl.FBIOGET_VSCREENINFO, variable).Try(out _, out Errno error)
            || !Posix.IoctlBuffer(fd, FramebufferIoctl.FBIOGET_FSCREENINFO, permanent).Try(out _, out error))
        {
            return error == Errno.ENOTTY ? "not a frame buffer" : Posix.Strerror(error);
        }

        uint bits = Field(variable, FbVarScreeninfo.bits_per_pixel);
        bool isXrgb = bits == 32 && Field(variable, FbVarScreeninfo.red + FbBitfield.offset) == 16
            && Field(variable, FbVarScreeninfo.green + FbBitfield.offset) == 8 && Field(variable, FbVarScreeninfo.blue + FbBitfield.offset) == 0;
        if (!isXrgb)
            return "unsupported pixel format of " + bits.ToString() + " bits (need 32-bit XRGB)";
        long stride = Field(permanent, FbFixScreeninfo.line_length);
        long width = Field(variable, FbVarScreeninfo.xres);
        long rows = (long)Field(variable, FbVarScreeninfo.yres) + Field(variable, FbVarScreeninfo.yoffset);
        long memoryLength = Field(permanent, FbFixScreeninfo.smem_len);
        if (width == 0 || rows == 0 || (width + Field(variable, FbVarScreeninfo.xoffset)) * BytesPerPixel > stride || stride * rows > memoryLength)
            return "the frame buffer's size makes no sense";
        // Where mapping is not possible, rows are written to the device.
        Posix.Mmap(fd, 0, memoryLength, Protection.PROT_READ | Protection.PROT_WRITE, MapFlags.MAP_SHARED).Try(out MappedMemory? memory, out error);
        screen = new Screen(fd, variable, (int)stride, error == Errno.None ? memory : null);
        return null;
    }

    private static uint Field(byte[] structure, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(structure.AsSpan(offset));

    private void ReadRow(int y, Span<byte> row)
    {
        if (_memory is not null)
            _memory.Slice(_offset + (long)y * _stride, row.Length).CopyTo(row);
        else
            Posix.Pread(_fd, row, _offset + (long)y * _stride);
    }

    private void WriteRow(int y, ReadOnlySpan<byte> row)
    {
        if (_memory is not null)
            row.CopyTo(_memory.Slice(_offset + (long)y * _stride, row.Length));
        else
            Posix.Pwrite(_fd, row, _offset + (long)y * _stride);
    }

    /// <summary>Panning to where the screen already is tells drivers of remote displays that the picture is complete.</summary>
    private void Flush() => Posix.IoctlBuffer(_fd, FramebufferIoctl.FBIOPAN_DISPLAY, _information);
}
