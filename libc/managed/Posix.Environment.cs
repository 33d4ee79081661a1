// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>What the program was started with.</summary>
public static unsafe partial class Posix
{
    /// <summary>The arguments, the program's own name first.</summary>
    public static string[] GetArguments()
    {
        string[] arguments = new string[ProcessStart.ArgumentCount];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = FromPointer(ProcessStart.Arguments[i]);
        }

        return arguments;
    }

    /// <summary>The environment as the program got it, <c>NAME=value</c> each.</summary>
    public static string[] GetEnvironment()
    {
        byte** variables = ProcessStart.Environment;
        int count = 0;
        while (variables[count] != null)
        {
            count++;
        }

        string[] environment = new string[count];
        for (int i = 0; i < count; i++)
        {
            environment[i] = FromPointer(variables[i]);
        }

        return environment;
    }

    /// <summary>The value that a variable had when the program started; null if it was not set.</summary>
    public static string? Getenv(string name)
    {
        foreach (string variable in GetEnvironment())
        {
            if (variable.Length > name.Length && variable[name.Length] == '=' && variable.AsSpan(0, name.Length).SequenceEqual(name))
            {
                return variable.Substring(name.Length + 1);
            }
        }

        return null;
    }

    /// <remarks>SAFETY: <paramref name="text"/> is a string that the kernel or the C library terminated.</remarks>
    private static string FromPointer(byte* text)
    {
        int length = 0;
        while (text[length] != 0)
        {
            length++;
        }

        return ByteString.Decode(new ReadOnlySpan<byte>(text, length));
    }
}
