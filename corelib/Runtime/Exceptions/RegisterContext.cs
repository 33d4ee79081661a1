using System.Runtime.InteropServices;

namespace System.Runtime;

/// <summary>The registers that survive a call: a frame as its caller will see it again. Layout shared with Asm/Exceptions.S.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RegisterContext
{
    internal nint Rip;
    internal nint Rsp;
    internal nint Rbx;
    internal nint Rbp;
    internal nint R12;
    internal nint R13;
    internal nint R14;
    internal nint R15;
}
