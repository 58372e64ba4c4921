"""Categories of the documents of a report; those in ``PUBLIC`` are shown with the notice."""

MONITORING, WORKBOOK, VERIFICATION = "monitoring_report", "data_workbook", "verification_report"
CORRECTION, ORDER = "correction", "cancel_order"
CATEGORIES = {
    MONITORING: "减排量核算报告（监测报告）",
    WORKBOOK: "监测数据表",
    "meter_data": "计量数据及结算凭证",
    "calibration": "计量器具检定证书",
    VERIFICATION: "核查报告",
    CORRECTION: "补正材料",
    ORDER: "责令取消的材料",
    "other": "其他材料",
}
PUBLIC = frozenset({MONITORING})
# Not for the applicant to upload by itself.
RESERVED = frozenset({VERIFICATION, ORDER})
