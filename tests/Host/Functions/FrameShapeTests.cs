// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.Functions;
using Xunit;

namespace Skift.Tests.Host.Functions;

/// <summary>What tools/functions makes of the call frame instructions that ILC writes.</summary>
public class FrameShapeTests
{
    [Theory]
    [InlineData("000000", 0x800u)]                                                     // no frame
    [InlineData("410E10860200", 0x1001u)]                                              // push rbp
    [InlineData("410E10830200", 0x1004u)]                                              // push rbx
    [InlineData("410E108602420E188F03420E208E04420E288D05420E308C06410E388307410E40", 0x40F5u)] // all six, and 8 bytes
    [InlineData("410E1086020201 0EB001 03 0001 0D06 0E10", 0x1003u)]                   // push rbp; sub rsp, 160; rbp leads to the frame
    [InlineData("410E108F02040000010041 0EA08001", 0x402080u)]                          // push r15; sub rsp, 16 KiB
    public void Frame_IsOneNumber(string instructions, uint expected) => Assert.Equal(expected, FrameShape.Of(FunctionWith(instructions)));

    [Theory]
    [InlineData("410E1083 02 410E18 8603")] // rbx before rbp
    [InlineData("410E108602410E188304410E20")] // a word between the saved registers
    [InlineData("410E108402")] // rsi, which no caller counts on
    [InlineData("410E10860241C6")] // DW_CFA_restore: an epilogue
    [InlineData("0D03")] // the frame is found by rbx
    public void FrameThatTheRuntimeCannotWalk_IsRefused(string instructions) =>
        Assert.Throws<InvalidDataException>(() => FrameShape.Of(FunctionWith(instructions)));

    private static Function FunctionWith(string instructions) =>
        new("Method", 0, 64, Convert.FromHexString(instructions.Replace(" ", "")), 0, null);
}
