// SPDX-License-Identifier: MIT
namespace Skift.Abi;

/// <summary>Requests of the terminal that is the machine's own screen and keyboard (linux/kd.h).</summary>
public static class KeyboardDisplayIoctl
{
    /// <summary>Who draws on the screen: <see cref="KD_TEXT"/> or <see cref="KD_GRAPHICS"/>, as the argument's value.</summary>
    public const uint KDSETMODE = 0x4B3A;

    /// <summary>Writes the mode into the <c>int</c> that the argument points at.</summary>
    public const uint KDGETMODE = 0x4B3B;

    /// <summary>The kernel draws the terminal's text.</summary>
    public const int KD_TEXT = 0;

    /// <summary>A program draws; the text is kept and shown again afterwards.</summary>
    public const int KD_GRAPHICS = 1;
}
