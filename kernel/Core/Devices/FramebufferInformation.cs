// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Core.Devices;

/// <summary>The structures that describe a frame buffer to programs (linux/fb.h).</summary>
internal static class FramebufferInformation
{
    private const int BitsPerPixel = 32;
    private const int BitsPerColour = 8;

    public static byte[] Variable((int Width, int Height) mode)
    {
        byte[] info = new byte[FbVarScreeninfo.Size];
        Put(info, FbVarScreeninfo.xres, (uint)mode.Width);
        Put(info, FbVarScreeninfo.yres, (uint)mode.Height);
        Put(info, FbVarScreeninfo.xres_virtual, (uint)mode.Width);
        Put(info, FbVarScreeninfo.yres_virtual, (uint)mode.Height);
        Put(info, FbVarScreeninfo.bits_per_pixel, BitsPerPixel);
        PutColour(info, FbVarScreeninfo.red, 16);
        PutColour(info, FbVarScreeninfo.green, 8);
        PutColour(info, FbVarScreeninfo.blue, 0);

        // Not known: as Linux says it.
        Put(info, FbVarScreeninfo.width, uint.MaxValue);
        Put(info, FbVarScreeninfo.height, uint.MaxValue);
        return info;
    }

    public static byte[] Fixed((int Width, int Height) mode)
    {
        byte[] info = new byte[FbFixScreeninfo.Size];
        "skift"u8.CopyTo(info);
        Put(info, FbFixScreeninfo.smem_len, (uint)(mode.Width * mode.Height * Framebuffer.BytesPerPixel));
        Put(info, FbFixScreeninfo.type, FbFixScreeninfo.FB_TYPE_PACKED_PIXELS);
        Put(info, FbFixScreeninfo.visual, FbFixScreeninfo.FB_VISUAL_TRUECOLOR);
        Put(info, FbFixScreeninfo.line_length, (uint)(mode.Width * Framebuffer.BytesPerPixel));
        return info;
    }

    /// <returns><c>EINVAL</c> for another depth, or a virtual screen larger than the visible one.</returns>
    public static Errno Parse(ReadOnlySpan<byte> info, out int width, out int height)
    {
        width = (int)Get(info, FbVarScreeninfo.xres);
        height = (int)Get(info, FbVarScreeninfo.yres);
        bool isValid = Get(info, FbVarScreeninfo.bits_per_pixel) == BitsPerPixel
            && Get(info, FbVarScreeninfo.xres_virtual) <= (uint)width && Get(info, FbVarScreeninfo.yres_virtual) <= (uint)height;
        return isValid ? Errno.None : Errno.EINVAL;
    }

    private static void PutColour(Span<byte> info, int field, uint firstBit)
    {
        Put(info, field + FbBitfield.offset, firstBit);
        Put(info, field + FbBitfield.length, BitsPerColour);
    }

    private static void Put(Span<byte> info, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(info[offset..], value);

    private static uint Get(ReadOnlySpan<byte> info, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(info[offset..]);
}
