// SPDX-License-Identifier: MIT
using System;
using System.IO;

namespace Skift.Functions;

/// <summary>What a function's frame looks like once its prologue is done, as one number.</summary>
/// <remarks>
/// Bit 0: rbp is saved; bit 1: rbp leads to the frame, not rsp; bits 2, 4, 5, 6, 7: rbx, r12, r13, r14, r15 are saved. From bit 8: the
/// distance from that register to the frame's end (the CFA), in bytes. The return address is the last word before the end; below it are
/// the saved registers: rbp, r15, r14, r13, r12, rbx, those of them that there are. Within a prologue nothing can fault but for want
/// of stack, and within an epilogue nothing at all, so one shape is enough for a function.
/// </remarks>
internal static class FrameShape
{
    private const byte FromRbp = 2;
    private const int Rbp = 6;
    private const int Rsp = 7;

    internal static uint Of(Function function)
    {
        int register = Rsp;
        long size = 8;
        long lowest = 1;
        uint saved = 0;
        for (ReadOnlySpan<byte> rest = function.Instructions; rest.Length != 0;)
        {
            byte instruction = rest[0];
            rest = rest[1..];
            switch (instruction >> 6, instruction & 0x3F)
            {
                case (0, 0x00): // DW_CFA_nop
                case (1, _): // DW_CFA_advance_loc
                    break;
                case (0, 0x02): // DW_CFA_advance_loc1
                    rest = rest[1..];
                    break;
                case (0, 0x03): // DW_CFA_advance_loc2
                    rest = rest[2..];
                    break;
                case (0, 0x04): // DW_CFA_advance_loc4
                    rest = rest[4..];
                    break;
                case (0, 0x0D): // DW_CFA_def_cfa_register
                    register = (int)Number(ref rest);
                    break;
                case (0, 0x0E): // DW_CFA_def_cfa_offset
                    size = Number(ref rest);
                    break;
                case (2, int column): // DW_CFA_offset, in words below the frame's end
                    uint bit = Bit(column);
                    // The registers saved so far must come before this one.
                    if (Number(ref rest) != ++lowest || bit == 0 || (bit == 1 ? saved != 0 : (saved & 0xFC & (bit | (bit - 1))) != 0))
                        throw Unknown(function);
                    saved |= bit;
                    break;
                default:
                    throw Unknown(function);
            }
        }
        if (register is not (Rbp or Rsp) || size >= 1 << 24)
            throw Unknown(function);
        return ((uint)size << 8) | saved | (register == Rbp ? FromRbp : 0u);
    }

    // Numbers of registers: AMD64 supplement of the System V ABI §3.6.2.
    private static uint Bit(int column) => column switch
    {
        Rbp => 1,
        3 => 1 << 2,
        >= 12 and <= 15 => 1u << (column - 12 + 4),
        _ => 0,
    };

    /// <summary>An unsigned LEB128 number.</summary>
    private static long Number(ref ReadOnlySpan<byte> rest)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = rest[0];
            rest = rest[1..];
            value |= (long)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
                return value;
        }
    }

    private static InvalidDataException Unknown(Function function) =>
        new($"the frame of {function.Symbol} is of a kind that the runtime does not know: {Convert.ToHexString(function.Instructions)}");
}
