#!/usr/bin/env python3
"""Fails if a tag's tests did not run: a test that is skipped everywhere is green and proves nothing.

tags.py REPORTS TAG...    reads Surefire's XML reports below REPORTS and the tags in the sources
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

TAG = re.compile(r'@Tag\("([^"]+)"\)')
TYPE = re.compile(r'^(?:public |final |abstract )*class (\w+)', re.MULTILINE)
METHOD = re.compile(r'\bvoid (\w+)\s*\(')


def tagged(source):
    """(tag, class, method or None) for every tag in a source file."""
    text = source.read_text(encoding='utf-8')
    package = re.search(r'^package ([\w.]+);', text, re.MULTILINE)
    declared = TYPE.search(text)
    if not package or not declared:
        return
    name = f'{package.group(1)}.{declared.group(1)}'
    for found in TAG.finditer(text):
        if found.start() < declared.start():
            yield found.group(1), name, None
        else:
            method = METHOD.search(text, found.end())
            yield found.group(1), name, method.group(1) if method else None


def executed(reports):
    """(class, method) of every test that was run to its end, skipped ones left out."""
    for report in pathlib.Path(reports).rglob('TEST-*.xml'):
        for case in ElementTree.parse(report).getroot().iter('testcase'):
            if case.find('skipped') is None:
                yield case.get('classname'), re.split(r'[({\[]', case.get('name'))[0]


def main(reports, tags):
    wanted = {tag: set() for tag in tags}
    for source in pathlib.Path('.').rglob('src/test/java/**/*.java'):
        for tag, name, method in tagged(source):
            if tag in wanted:
                wanted[tag].add((name, method))
    ran = list(executed(reports))
    missing = []
    for tag, tests in wanted.items():
        count = sum((name, None) in tests or (name, method) in tests for name, method in ran)
        print(f'{tag}: {count} tests ran')
        if count == 0:
            missing.append(tag)
    if missing:
        sys.exit('ci: no test ran with the tag ' + ', '.join(missing))


main(sys.argv[1], sys.argv[2:])
