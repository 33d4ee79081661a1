// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>The two 8259A controllers of the PC, which the I/O APIC replaces (Intel 8259A data sheet).</summary>
internal static class LegacyInterruptController
{
    private const ushort FirstCommand = 0x20;
    private const ushort FirstData = 0x21;
    private const ushort SecondCommand = 0xA0;
    private const ushort SecondData = 0xA1;
    private const byte FirstVector = 0x20;

    /// <summary>Masks every input, after moving the vectors away from the exceptions: a spurious interrupt can come even so.</summary>
    internal static void Disable()
    {
        Native.Out8(FirstCommand, 0x11);            // ICW1: edge, cascade, ICW4 follows
        Native.Out8(SecondCommand, 0x11);
        Native.Out8(FirstData, FirstVector);        // ICW2
        Native.Out8(SecondData, FirstVector + 8);
        Native.Out8(FirstData, 1 << 2);             // ICW3: second controller on input 2
        Native.Out8(SecondData, 2);
        Native.Out8(FirstData, 1);                  // ICW4: 8086 mode
        Native.Out8(SecondData, 1);
        Native.Out8(FirstData, 0xFF);
        Native.Out8(SecondData, 0xFF);
    }
}
