// SPDX-License-Identifier: MIT
namespace Skift.Abi;

/// <summary>Requests of frame buffer devices (linux/fb.h).</summary>
public static class FramebufferIoctl
{
    public const uint FBIOGET_VSCREENINFO = 0x4600;
    public const uint FBIOPUT_VSCREENINFO = 0x4601;
    public const uint FBIOGET_FSCREENINFO = 0x4602;
    public const uint FBIOPAN_DISPLAY = 0x4606;
}

/// <summary><c>struct fb_var_screeninfo</c> (linux/fb.h): offsets of its fields, all of 32 bits.</summary>
public static class FbVarScreeninfo
{
    public const int Size = 160;

    public const int xres = 0;
    public const int yres = 4;
    public const int xres_virtual = 8;
    public const int yres_virtual = 12;
    public const int xoffset = 16;
    public const int yoffset = 20;
    public const int bits_per_pixel = 24;
    public const int grayscale = 28;

    /// <summary>Four <c>struct fb_bitfield</c>, see <see cref="FbBitfield"/>.</summary>
    public const int red = 32;
    public const int green = 44;
    public const int blue = 56;
    public const int transp = 68;
    public const int nonstd = 80;
    public const int activate = 84;

    /// <summary>Size of the picture in millimetres.</summary>
    public const int height = 88;
    public const int width = 92;
    public const int accel_flags = 96;
    public const int pixclock = 100;
    public const int left_margin = 104;
    public const int right_margin = 108;
    public const int upper_margin = 112;
    public const int lower_margin = 116;
    public const int hsync_len = 120;
    public const int vsync_len = 124;
    public const int sync = 128;
    public const int vmode = 132;
    public const int rotate = 136;
    public const int colorspace = 140;
}

/// <summary><c>struct fb_bitfield</c>: offsets in it.</summary>
public static class FbBitfield
{
    public const int Size = 12;

    /// <summary>Lowest bit of the colour in a pixel.</summary>
    public const int offset = 0;
    public const int length = 4;
    public const int msb_right = 8;
}

/// <summary><c>struct fb_fix_screeninfo</c> (linux/fb.h) of x86-64: offsets of its fields.</summary>
public static class FbFixScreeninfo
{
    public const int Size = 80;

    /// <summary>A name of up to 15 characters and a zero.</summary>
    public const int id = 0;

    /// <summary>Physical address, 64 bits.</summary>
    public const int smem_start = 16;

    /// <summary>Bytes that can be mapped, 32 bits.</summary>
    public const int smem_len = 24;
    public const int type = 28;
    public const int type_aux = 32;
    public const int visual = 36;

    /// <summary>16 bits each.</summary>
    public const int xpanstep = 40;
    public const int ypanstep = 42;
    public const int ywrapstep = 44;

    /// <summary>Bytes per row, 32 bits.</summary>
    public const int line_length = 48;

    /// <summary>64 bits.</summary>
    public const int mmio_start = 56;
    public const int mmio_len = 64;
    public const int accel = 68;
    public const int capabilities = 72;

    public const uint FB_TYPE_PACKED_PIXELS = 0;
    public const uint FB_VISUAL_TRUECOLOR = 2;
}
