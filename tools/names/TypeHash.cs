// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Text;

namespace Skift.Names;

/// <summary>The version-resilient hash of type names that ILC writes into each MethodTable.</summary>
internal static class TypeHash
{
    internal static uint OfName(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        uint even = 0x6DA3B944;
        uint odd = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (i % 2 == 0)
                even = (even + BitOperations.RotateLeft(even, 5)) ^ text[i];
            else
                odd = (odd + BitOperations.RotateLeft(odd, 5)) ^ text[i];
        }
        even += BitOperations.RotateLeft(even, 8);
        odd += BitOperations.RotateLeft(odd, 8);
        return even ^ odd;
    }

    internal static uint OfNested(uint enclosing, string name) => (enclosing + BitOperations.RotateLeft(enclosing, 11)) ^ OfName(name);
}
