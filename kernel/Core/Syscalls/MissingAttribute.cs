// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Syscalls;

/// <summary>Says what of a system call is not there, for <c>docs/syscalls.md</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class MissingAttribute(string what) : Attribute
{
    public string What => what;
}
