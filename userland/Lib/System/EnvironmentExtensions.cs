// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Skift.Libc;

namespace System;

/// <summary>The part of <see cref="Environment"/> that needs an operating system; corelib has the rest.</summary>
public static class EnvironmentExtensions
{
    private static Dictionary<string, string>? s_variables;

    extension(Environment)
    {
        /// <summary>What <c>Main</c> did not set otherwise.</summary>
        public static string CurrentDirectory
        {
            get => Directory.GetCurrentDirectory();
            set => Directory.SetCurrentDirectory(value);
        }

        public static int ProcessId => Posix.Getpid();

        /// <summary>The file that this program was started from; null if the system does not say.</summary>
        public static string? ProcessPath => Posix.Readlink("/proc/self/exe").Try(out string path, out _) ? path : null;

        /// <summary>Of x86-64.</summary>
        public static int SystemPageSize => 4096;

        public static string MachineName => UnixError.Value(Posix.Uname(), null).Nodename;

        public static string CommandLine => string.Join(" ", Posix.GetArguments());

        public static string? GetEnvironmentVariable(string variable) =>
            Variables().TryGetValue(variable, out string? value) ? value : null;

        /// <summary>For this program and those it starts from now on; a null or empty value removes the variable.</summary>
        public static void SetEnvironmentVariable(string variable, string? value)
        {
            ArgumentException.ThrowIfNullOrEmpty(variable);
            if (variable[0] == '\0') throw new ArgumentException("The first char in the string is the null character.", nameof(variable));
            if (variable.IndexOf('=') >= 0) throw new ArgumentException("Environment variable name cannot contain equal character.", nameof(variable));

            if (string.IsNullOrEmpty(value))
            {
                _ = Variables().Remove(variable);
            }
            else
            {
                Variables()[variable] = value;
            }
        }

        /// <summary>A copy of all variables.</summary>
        public static Dictionary<string, string> GetEnvironmentVariables() => new(Variables());

        /// <summary>The variables as <see cref="Posix.Execve"/> wants them.</summary>
        public static string[] GetEnvironmentBlock()
        {
            string[] block = new string[Variables().Count];
            int count = 0;
            foreach (KeyValuePair<string, string> variable in Variables())
            {
                block[count++] = variable.Key + "=" + variable.Value;
            }

            return block;
        }
    }

    private static Dictionary<string, string> Variables()
    {
        if (s_variables != null)
        {
            return s_variables;
        }

        Dictionary<string, string> variables = [];
        foreach (string variable in Posix.GetEnvironment())
        {
            // A name may begin with "=" on other systems only; without any "=" it is no variable.
            int equals = variable.IndexOf('=');
            if (equals > 0)
            {
                _ = variables.TryAdd(variable.Substring(0, equals), variable.Substring(equals + 1));
            }
        }

        s_variables = variables;
        return variables;
    }
}
