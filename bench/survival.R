# Rscript bench/survival.R FOLDER TASK REPEATS: the same columns as bench/survival.mts, read as raw doubles before the clock
# starts; prints the seconds of each repeat, one a line, and last the most memory the process held, in MiB.
suppressPackageStartupMessages(library(survival))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
task <- arguments[2]
repeats <- as.integer(arguments[3])

column <- function(name) {
  file <- file.path(folder, paste0(name, ".f64"))
  readBin(file, "double", file.info(file)$size / 8, endian = "little")
}
d <- data.frame(time = column("time"), cause = column("cause"))
d$status <- as.integer(d$cause == 1)
if (task != "kaplanMeierAlone") {
  d$group <- column("group")
  d$stratum <- column("stratum")
  d$event <- factor(d$cause, 0:2)
}
if (task == "fineGray") x <- cbind(column("x1"), column("x2"), column("x3"))
if (grepl("^cox", task)) for (k in 1:10) d[[paste0("x", k)]] <- column(paste0("x", k))
model <- as.formula(paste("Surv(time, status) ~", paste0("x", 1:10, collapse = " + "), "+ strata(stratum)"))

work <- switch(task,
  kaplanMeier = function() {
    survfit(Surv(time, status) ~ 1, data = d, conf.type = "log-log")
    survdiff(Surv(time, status) ~ group, data = d)
  },
  kaplanMeierAlone = function() survfit(Surv(time, status) ~ 1, data = d, conf.type = "log-log"),
  fineGray = function() cmprsk::crr(d$time, d$cause, x, failcode = 1, cencode = 0),
  cox = function() coxph(model, data = d, ties = "efron"),
  coxFit = function() {
    x <- as.matrix(d[, paste0("x", 1:10)])
    coxph.fit(x, Surv(d$time, d$status), d$stratum, NULL, rep(0, 10), coxph.control(), rep(1, nrow(d)), "efron", NULL)
  },
  aalenJohansen = function() survfit(Surv(time, event) ~ group, data = d)
)
for (i in seq_len(repeats)) {
  gc(FALSE)
  start <- proc.time()[["elapsed"]]
  work()
  cat(proc.time()[["elapsed"]] - start, "\n")
}
status <- "/proc/self/status"
peak <- if (file.exists(status)) grep("^VmHWM:", readLines(status), value = TRUE) else ""
cat("peak", as.numeric(gsub("[^0-9]", "", peak)) / 1024, "\n")
