// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Input modes (<c>c_iflag</c>, asm-generic/termbits.h).</summary>
[Flags]
public enum InputModes : uint
{
    IGNBRK = 0x1,
    BRKINT = 0x2,
    IGNPAR = 0x4,
    PARMRK = 0x8,
    INPCK = 0x10,
    ISTRIP = 0x20,
    INLCR = 0x40,
    IGNCR = 0x80,
    ICRNL = 0x100,
    IUCLC = 0x200,
    IXON = 0x400,
    IXANY = 0x800,
    IXOFF = 0x1000,
    IMAXBEL = 0x2000,
    IUTF8 = 0x4000,
}

/// <summary>Output modes (<c>c_oflag</c>).</summary>
[Flags]
public enum OutputModes : uint
{
    OPOST = 0x1,
    OLCUC = 0x2,
    ONLCR = 0x4,
    OCRNL = 0x8,
    ONOCR = 0x10,
    ONLRET = 0x20,
    OFILL = 0x40,
    OFDEL = 0x80,
    TABDLY = 0x1800,
    XTABS = 0x1800,
}

/// <summary>Control modes (<c>c_cflag</c>).</summary>
[Flags]
public enum ControlModes : uint
{
    CBAUD = 0x100F,
    B9600 = 0xD,
    B38400 = 0xF,
    B115200 = 0x1002,
    CSIZE = 0x30,
    CS5 = 0,
    CS6 = 0x10,
    CS7 = 0x20,
    CS8 = 0x30,
    CSTOPB = 0x40,
    CREAD = 0x80,
    PARENB = 0x100,
    PARODD = 0x200,
    HUPCL = 0x400,
    CLOCAL = 0x800,
    CRTSCTS = 0x8000_0000,
}

/// <summary>Local modes (<c>c_lflag</c>).</summary>
[Flags]
public enum LocalModes : uint
{
    ISIG = 0x1,
    ICANON = 0x2,
    XCASE = 0x4,
    ECHO = 0x8,
    ECHOE = 0x10,
    ECHOK = 0x20,
    ECHONL = 0x40,
    NOFLSH = 0x80,
    TOSTOP = 0x100,
    ECHOCTL = 0x200,
    ECHOPRT = 0x400,
    ECHOKE = 0x800,
    FLUSHO = 0x1000,
    PENDIN = 0x4000,
    IEXTEN = 0x8000,
    EXTPROC = 0x1_0000,
}

/// <summary>Indices into <see cref="Termios.c_cc"/>.</summary>
public static class ControlCharacter
{
    public const int VINTR = 0;
    public const int VQUIT = 1;
    public const int VERASE = 2;
    public const int VKILL = 3;
    public const int VEOF = 4;
    public const int VTIME = 5;
    public const int VMIN = 6;
    public const int VSWTC = 7;
    public const int VSTART = 8;
    public const int VSTOP = 9;
    public const int VSUSP = 10;
    public const int VEOL = 11;
    public const int VREPRINT = 12;
    public const int VDISCARD = 13;
    public const int VWERASE = 14;
    public const int VLNEXT = 15;
    public const int VEOL2 = 16;
    /// <summary>The value that switches a special character off.</summary>
    public const byte Disabled = 0;
}

/// <summary>The special characters of a terminal.</summary>
[InlineArray(Length)]
public struct ControlCharacters
{
    public const int Length = 19;
    private byte _element0;
}

/// <summary><c>struct termios</c> as the kernel has it (36 bytes; libc's own is longer).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Termios
{
    public InputModes c_iflag;
    public OutputModes c_oflag;
    public ControlModes c_cflag;
    public LocalModes c_lflag;
    public byte c_line;
    public ControlCharacters c_cc;
}

/// <summary><c>struct winsize</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct WindowSize
{
    public ushort ws_row;
    public ushort ws_col;
    public ushort ws_xpixel;
    public ushort ws_ypixel;
}

/// <summary>What <c>struct termios2</c> has behind <see cref="Termios"/>: the speeds in bits per second.</summary>
public static class TermiosSpeeds
{
    public const int InputOffset = 36;
    public const int OutputOffset = 40;

    /// <summary>Where the speed of input lies in the control modes; 0 there: the same as of output.</summary>
    public const int InputShift = 16;

    private const uint Mask = 0x100F;
    private const uint BOTHER = 0x1000;

    private static readonly uint[] s_slow = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400];
    private static readonly uint[] s_fast = [0, 57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000];

    /// <summary>The speed that control modes mean.</summary>
    /// <param name="other">That of BOTHER, which has no code of its own.</param>
    public static uint Of(uint modes, uint other)
    {
        modes &= Mask;
        if (modes == BOTHER) return other;
        return modes > BOTHER ? s_fast[modes & 0xF] : s_slow[modes];
    }
}
