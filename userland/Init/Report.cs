// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>Lines on the console.</summary>
internal static class Report
{
    public static void Error(string message) => _ = Posix.WriteAll(2, ByteString.Encode("init: " + message + "\n"));

    public static void Error(string what, Errno error) => Error(what + ": " + Posix.Strerror(error));
}
