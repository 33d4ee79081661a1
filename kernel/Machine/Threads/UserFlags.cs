// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Bits of RFLAGS (Intel SDM vol. 1 §3.4.3) as user code may have them.</summary>
internal static class UserFlags
{
    internal const ulong AlwaysOne = 1 << 1;
    internal const ulong Interrupt = 1 << 9;

    /// <summary>CF PF AF ZF SF TF DF OF NT RF AC ID: what user code can set itself.</summary>
    internal const ulong UserChangeable = 0x25_4DD5;
}
