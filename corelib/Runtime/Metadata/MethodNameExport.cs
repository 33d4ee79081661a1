// SPDX-License-Identifier: MIT
namespace System.Runtime;

/// <summary>Method names for the host's own reports.</summary>
internal static unsafe class MethodNameExport
{
    /// <summary>Writes the name of the method at an address; what is not ASCII becomes a question mark.</summary>
    /// <returns>Bytes written; 0 if the address belongs to no method with a name. Allocates.</returns>
    [RuntimeExport("skift_rt_method_name")]
    private static int Copy(nint address, byte* buffer, int capacity)
    {
        string name = MethodNames.Find(address, out _) ?? "";
        int length = Math.Min(name.Length, capacity);
        for (int i = 0; i < length; i++)
            buffer[i] = name[i] < 0x80 ? (byte)name[i] : (byte)'?';
        return length;
    }
}
