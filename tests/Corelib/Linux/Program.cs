// SPDX-License-Identifier: MIT

using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Text;
using Skift.Tests.Corelib;

return CheckList.Run(new HostOutput()) == 0 ? 0 : 1;

/// <summary>Prints through the runtime's own hook (standard error), so that nothing but the core library takes part.</summary>
internal sealed unsafe class HostOutput : CheckOutput
{
    [RuntimeImport("skift_rt_debug_write")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void Write(byte* text, nint length);

    public override void WriteLine(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        fixed (byte* start = bytes) Write(start, bytes.Length);
    }
}
